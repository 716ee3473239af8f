import { dataInput, dataInputs } from '../../onnx/dataInputs.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import { bindInputs } from '../../onnx/rewriting/bindInputs.ts';
import { takeRealNumbers, type RealInputModel } from '../../onnx/rewriting/realInput.ts';
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
 * Holds every input but the one that data is for at a value, lets that one take real numbers, and widens what ONNX Runtime
 * cannot compute. Throws UserError as {@link dataInput}.
 */
export async function feedOneInput(model: Model, request: DiagnoseRequest): Promise<FedModel> {
  const chosen = dataInput(model, request.input);
  const { name } = chosen;
  const { model: single, bound } = bindInputs(model, name, request.set);
  const { model: real, input: reality } = takeRealNumbers(single, name);
  const fed = await widenBfloat16(real);
  const effects = [
    ...choiceEffects(model, name, request.input),
    ...bound.map(
      ({ input, value }) =>
        `the input "${input}" was held at ${String(value)} (--set ${input}=VALUE takes another value)`,
    ),
    ...realityEffects(chosen, reality),
    ...(fed === real ? [] : ['its bfloat16 values were computed in float32, without rounding']),
  ];
  return {
    model: fed,
    input: fed.graph.inputs.find((input) => input.name === name)!,
    limits: effects.map((effect) => ({ op: '', node: '', effect })),
  };
}

function choiceEffects(model: Model, name: string, asked: string | undefined): string[] {
  const others = dataInputs(model).filter((input) => input.name !== name);
  if (asked !== undefined || others.length === 0) return [];
  const listed = others.map((input) => `"${input.name}"`).join(', ');
  return [`the data are those of its first input "${name}" (--input takes another: ${listed})`];
}

function realityEffects({ name, type }: ValueInfo, reality: RealInputModel['input']): string[] {
  switch (reality) {
    case 'as-is':
      return [];
    case 'widened':
      return [
        `the input "${name}" holds ${type}: between whole numbers the network goes on as its arithmetic on real numbers does`,
      ];
    case 'rounded':
      return [`the input "${name}" holds ${type}: real numbers are cut to whole ones first`];
  }
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
