import type { UserError } from '../../engine/userError.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';
import type { Limit, ModelSection } from '../../report/report.ts';
import type { FedModel } from '../inputs/fedInputs.ts';

/** The model under diagnosis and what its graph says. */
export interface Subject {
  readonly model: Model;
  readonly structure: NetworkStructure;
  /** The input that data is fed to. */
  readonly input: ValueInfo;
  /** Sentences found on the way that the report must state; grows during the run. */
  readonly limits: Limit[];
  /** Why the model cannot be run, where that is known before. */
  readonly unrunnable?: UserError;
}

/** Reads the structure of a model with one input. Throws UserError as {@link analyseStructure}. */
export async function inspectModel({ model, input, limits }: FedModel): Promise<Subject> {
  const structure = await analyseStructure(model, { input: input.name });
  return { model, structure, input, limits: [...limits, ...structure.limits] };
}

/** The report's section on the model. */
export async function modelSection(
  { model, structure, limits }: Subject,
  batching: ModelSection['batching'],
): Promise<ModelSection> {
  const values = (infos: readonly ValueInfo[]): ModelSection['inputs'] =>
    infos.map(({ name, type, shape }) => ({ name, type, shape: shape ?? [] }));
  return {
    path: model.path,
    sha256: await model.sha256(),
    bytes: model.bytes,
    producer: model.producer,
    opset: model.opset,
    parameters: model.parameters,
    inputs: values(model.graph.inputs),
    outputs: values(model.graph.outputs),
    piecewiseLinear: structure.piecewiseLinear,
    limits,
    batching,
  };
}
