import { create } from '@bufbuild/protobuf';
import { UserError } from '../../engine/userError.ts';
import { type Model, type ValueInfo } from '../model.ts';
import {
  type NodeProto,
  TensorProto_DataType as DataType,
  type TensorProto,
  TensorProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { node } from '../schema/writeModel.ts';
import { isWholeNumberType } from '../tensor/elementType.ts';
import { toFloat16 } from '../runner/float16.ts';

/** What an input is held at: one number everywhere, or one sample of it, row-major, for every row. */
export type HeldValue = number | { readonly shape: readonly number[]; readonly data: Float32Array };

/** A model without the inputs that were held, and their names. */
export interface BoundModel {
  readonly model: Model;
  readonly bound: readonly string[];
}

/**
 * The model with every input that is not `kept` turned into a constant: what `values` says, else {@link heldAt}; a dimension left open is that of
 * the sample given, else 1. Throws UserError for a name in `values` that is no other input, and for an input that holds no numbers.
 */
export function bindInputs(
  model: Model,
  kept: readonly string[],
  values: Readonly<Record<string, HeldValue>> = {},
): BoundModel {
  const others = model.graph.inputs.filter(({ name }) => !kept.includes(name));
  for (const name of Object.keys(values)) {
    if (others.some((input) => input.name === name)) continue;
    throw unknownInput(model, name, kept);
  }
  if (others.length === 0) return { model, bound: [] };
  const tensors = others.map((input) =>
    constantTensor(model, input, values[input.name] ?? heldAt(input.name)),
  );
  const names = new Set(others.map(({ name }) => name));
  const spread = others.flatMap((input, i) => {
    const sample = typeof values[input.name] === 'object' ? undefined : twinOf(model, input, kept);
    return sample === undefined ? [] : spreadOver(sample, tensors[i]);
  });
  const edited = model.edited(({ graph }) => {
    graph!.input = graph!.input.filter(({ name }) => !names.has(name));
    graph!.initializer.push(...tensors);
    graph!.node.unshift(...spread);
  });
  return { model: edited, bound: [...names] };
}

/** The input that samples are for and that has, word by word, the same open shape as this one of whole numbers. */
function twinOf(
  model: Model,
  { shape, type }: ValueInfo,
  kept: readonly string[],
): string | undefined {
  const isOpen = shape?.some((dim) => typeof dim === 'string');
  const canExpand = (model.opset[''] ?? 0) >= 8;
  if (!isOpen || !canExpand || !isWholeNumberType(type)) return undefined;
  const twin = model.graph.inputs.find(
    (input) => kept.includes(input.name) && String(input.shape) === String(shape),
  );
  return twin?.name;
}

/** Gives the constant the shape of `sample`: fused embeddings take masks and types of words only word by word. */
function spreadOver(sample: string, constant: TensorProto): NodeProto[] {
  const { name } = constant;
  constant.name = `${name}:held`;
  return [
    node('Shape', [sample], [`${name}:shape`]),
    node('Expand', [constant.name, `${name}:shape`], [name]),
  ];
}

/** What an input is held at when nothing is said: 0, but 1 for the masks of BERT and its kin, where 0 would hide every word. */
export function heldAt(input: string): number {
  return /(^|[_./])(attention|input)_mask(:\d+)?$/u.test(input) ? 1 : 0;
}

/** A sentence for a value given to an input that the model does not have besides those its samples are for. */
export function unknownInput(model: Model, name: string, fed: readonly string[]): UserError {
  const others = model.graph.inputs.filter((input) => !fed.includes(input.name));
  const listed = others.map((input) => `"${input.name}"`).join(', ') || 'none';
  return new UserError(
    `${model.path} has no input "${name}" to be held at a value: its inputs besides "${fed[0] ?? ''}" are ${listed}.`,
  );
}

type Fill = (tensor: TensorProto, values: readonly number[]) => void;

const asInt32: Fill = (tensor, values) => {
  tensor.int32Data = values.map(Math.trunc);
};
const toWhole = (value: number) => BigInt(Math.trunc(value));
const asUnsigned64: Fill = (tensor, values) => {
  tensor.uint64Data = values.map(toWhole);
};

/** Which typed field of a TensorProto carries which element type. */
const fills: Readonly<Record<string, readonly [DataType, Fill]>> = {
  float32: [DataType.FLOAT, (tensor, values) => (tensor.floatData = [...values])],
  float64: [DataType.DOUBLE, (tensor, values) => (tensor.doubleData = [...values])],
  float16: [
    DataType.FLOAT16,
    (tensor, values) => asInt32(tensor, [...toFloat16(Float32Array.from(values))]),
  ],
  int64: [DataType.INT64, (tensor, values) => (tensor.int64Data = values.map(toWhole))],
  uint32: [DataType.UINT32, asUnsigned64],
  uint64: [DataType.UINT64, asUnsigned64],
  int32: [DataType.INT32, asInt32],
  int16: [DataType.INT16, asInt32],
  int8: [DataType.INT8, asInt32],
  uint16: [DataType.UINT16, asInt32],
  uint8: [DataType.UINT8, asInt32],
  bool: [DataType.BOOL, asInt32],
  bfloat16: [
    DataType.BFLOAT16,
    // The upper halves of float32 numbers.
    (tensor, values) => {
      const halves = new Uint16Array(Float32Array.from(values).buffer);
      asInt32(
        tensor,
        values.map((_, i) => halves[2 * i + 1]),
      );
    },
  ],
};

function constantTensor(model: Model, input: ValueInfo, value: HeldValue): TensorProto {
  const fill = fills[input.type];
  if (!fill) {
    throw new UserError(
      `Input "${input.name}" of ${model.path} holds ${input.type}, for which no constant can stand: export the part of the model behind it.`,
      { code: 'unsupported' },
    );
  }
  const dims = constantShape(input, value);
  const count = dims.reduce((product, dim) => product * dim, 1);
  const values = Array.from({ length: count }, (_, i) =>
    typeof value === 'number' ? value : value.data[i % value.data.length],
  );
  const [dataType, write] = fill;
  const tensor = create(TensorProtoSchema, { name: input.name, dataType, dims: dims.map(BigInt) });
  write(tensor, values);
  return tensor;
}

/** Open dimensions are those of the sample that is given, which has no batch axis unless the input has none either; else 1. */
function constantShape({ shape }: ValueInfo, value: HeldValue): number[] {
  const sample = typeof value === 'number' ? [] : value.shape;
  const declared = shape ?? ['batch', ...sample];
  const batchAxes = declared.length - sample.length;
  return declared.map((dim, axis) =>
    typeof dim === 'number' ? dim : (sample[axis - batchAxes] ?? 1),
  );
}
