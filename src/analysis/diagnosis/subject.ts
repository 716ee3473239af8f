import { dataInput, feedInput } from '../../onnx/dataInputs.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import { bindInputs } from '../../onnx/rewriting/bindInputs.ts';
import { widenBfloat16 } from '../../onnx/rewriting/widenBfloat16.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { Limit, ModelSection } from '../../report/report.ts';

/** The model under diagnosis and what its graph says. */
export interface Subject {
  readonly model: Model;
  readonly structure: NetworkStructure;
  /** The input that data is fed to. */
  readonly input: ValueInfo;
  /** Sentences found on the way that the report must state; grows during the run. */
  readonly limits: Limit[];
}

/** A model whose other inputs are constants, and what to say about that. */
export interface FedModel {
  readonly model: Model;
  /** The input that data is fed to. */
  readonly input: ValueInfo;
  readonly limits: readonly Limit[];
}

/**
 * Holds every input but the one that data is for at a value, and widens what ONNX Runtime cannot compute. Throws UserError as
 * {@link dataInput}; where only a part of the model is analysed the input may hold whole numbers.
 */
export async function feedOneInput(model: Model, request: DiagnoseRequest): Promise<FedModel> {
  const choose = request.from === undefined ? dataInput : feedInput;
  const { name } = choose(model, request.input);
  const { model: single, bound } = bindInputs(model, name, request.set);
  const fed = await widenBfloat16(single);
  const effects = [
    ...bound.map(
      ({ input, value }) =>
        `the input "${input}" was held at ${String(value)} (--set ${input}=VALUE takes another value)`,
    ),
    ...(fed === single ? [] : ['its bfloat16 values were computed in float32, without rounding']),
  ];
  return {
    model: fed,
    input: fed.graph.inputs.find((input) => input.name === name)!,
    limits: effects.map((effect) => ({ op: '', node: '', effect })),
  };
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
