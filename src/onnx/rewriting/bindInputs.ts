import { create } from '@bufbuild/protobuf';
import { UserError } from '../../engine/userError.ts';
import { type Model, type ValueInfo } from '../model.ts';
import {
  TensorProto_DataType as DataType,
  type TensorProto,
  TensorProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { toFloat16 } from '../runner/float16.ts';

/** A model with one input, and what its other inputs are held at. */
export interface BoundModel {
  readonly model: Model;
  readonly bound: readonly { readonly input: string; readonly value: number }[];
}

/**
 * The model with every input but `kept` turned into a constant: each element is the number `values` gives for the input, else 0;
 * a dimension left open becomes 1. Throws UserError for a name in `values` that is no other input, and for an input that holds
 * no numbers.
 */
export function bindInputs(
  model: Model,
  kept: string,
  values: Readonly<Record<string, number>> = {},
): BoundModel {
  const others = model.graph.inputs.filter(({ name }) => name !== kept);
  for (const name of Object.keys(values)) {
    if (others.some((input) => input.name === name)) continue;
    const listed = others.map((input) => `"${input.name}"`).join(', ') || 'none';
    throw new UserError(
      `${model.path} has no input "${name}" to be held at a value: its inputs besides "${kept}" are ${listed}.`,
    );
  }
  if (others.length === 0) return { model, bound: [] };
  const bound = others.map(({ name }) => ({ input: name, value: values[name] ?? 0 }));
  const tensors = others.map((input, i) => constantTensor(model, input, bound[i]!.value));
  const names = new Set(others.map(({ name }) => name));
  const edited = model.edited(({ graph }) => {
    graph!.input = graph!.input.filter(({ name }) => !names.has(name));
    graph!.initializer.push(...tensors);
  });
  return { model: edited, bound };
}

type Fill = (tensor: TensorProto, count: number, value: number) => void;

const asInt32: Fill = (tensor, count, value) => {
  tensor.int32Data = new Array<number>(count).fill(Math.trunc(value));
};
const asUnsigned64: Fill = (tensor, count, value) => {
  tensor.uint64Data = new Array<bigint>(count).fill(BigInt(Math.trunc(value)));
};

/** Which typed field of a TensorProto carries which element type. */
const fills: Readonly<Record<string, readonly [DataType, Fill]>> = {
  float32: [
    DataType.FLOAT,
    (tensor, count, value) => (tensor.floatData = new Array<number>(count).fill(value)),
  ],
  float64: [
    DataType.DOUBLE,
    (tensor, count, value) => (tensor.doubleData = new Array<number>(count).fill(value)),
  ],
  float16: [
    DataType.FLOAT16,
    (tensor, count, value) => asInt32(tensor, count, toFloat16(Float32Array.of(value))[0]!),
  ],
  int64: [
    DataType.INT64,
    (tensor, count, value) =>
      (tensor.int64Data = new Array<bigint>(count).fill(BigInt(Math.trunc(value)))),
  ],
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
    // The upper half of a float32.
    (tensor, count, value) =>
      asInt32(tensor, count, new Uint16Array(Float32Array.of(value).buffer)[1]!),
  ],
};

function constantTensor(model: Model, input: ValueInfo, value: number): TensorProto {
  const fill = fills[input.type];
  if (!fill) {
    throw new UserError(
      `Input "${input.name}" of ${model.path} holds ${input.type}, for which no constant can stand: export the part of the model behind it.`,
      { code: 'unsupported' },
    );
  }
  const dims = (input.shape ?? []).map((dim) => (typeof dim === 'number' ? dim : 1));
  const [dataType, write] = fill;
  const tensor = create(TensorProtoSchema, { name: input.name, dataType, dims: dims.map(BigInt) });
  write(
    tensor,
    dims.reduce((product, dim) => product * dim, 1),
    value,
  );
  return tensor;
}
