import { create } from '@bufbuild/protobuf';
import { type Model, type ValueInfo } from '../model.ts';
import {
  TensorProto_DataType as DataType,
  type NodeProto,
  OperatorSetIdProtoSchema,
  type TensorProto,
} from '../schema/onnx_pb.generated.ts';
import { initializer, node, value } from '../schema/writeModel.ts';

/** One input among several that are read from the same row. */
export interface JoinedPart {
  readonly name: string;
  /** Shape of one sample, without the batch axis. */
  readonly shape: readonly number[];
}

/** A model with one input of rank 2: in each row the samples of all parts, one behind the other. */
export interface JoinedModel {
  readonly model: Model;
  readonly input: string;
}

/**
 * The model with its inputs `parts`, of real numbers or bool, taken out of one float32 input, so that it is a function of one vector. The
 * first part says how many rows a batch has. The operators used are the same from opset 1 on.
 */
export function joinInputs(model: Model, parts: readonly JoinedPart[]): JoinedModel {
  const input = parts.map(({ name }) => name).join('+');
  const lengths = parts.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const declared = parts.map(({ name }) => model.graph.inputs.find((each) => each.name === name)!);
  let start = 0;
  const taken = parts.map((part, i) => {
    const first = start;
    start += lengths[i];
    return takenOut(part, declared[i], { input, first, length: lengths[i] });
  });
  const names = new Set(parts.map(({ name }) => name));
  const batch = batchOf(declared[0]);
  const edited = model.edited(({ graph, opsetImport }) => {
    if (!opsetImport.some(({ domain }) => domain === '' || domain === 'ai.onnx')) {
      opsetImport.push(create(OperatorSetIdProtoSchema, { domain: '', version: 13n }));
    }
    const others = graph!.input.filter(({ name }) => !names.has(name));
    graph!.input = [value(input, 'float32', [batch, total]), ...others];
    graph!.initializer.push(...taken.flatMap(({ tensors }) => tensors));
    graph!.node = [...taken.flatMap(({ nodes }) => nodes), ...graph!.node];
  });
  return { model: edited, input };
}

/** Rows of one run as declared; an input of rank 1 whose length is known is one sample. */
function batchOf({ shape }: ValueInfo): number | string {
  const [leading = 'rows'] = shape ?? [];
  if (typeof leading === 'string') return leading;
  return shape!.length === 1 ? 1 : leading;
}

interface Place {
  readonly input: string;
  readonly first: number;
  readonly length: number;
}

/** Gather the part's numbers, give them their shape, and their type where it is not float32. */
function takenOut(
  { name, shape }: JoinedPart,
  { type, shape: declared }: ValueInfo,
  { input, first, length }: Place,
): { readonly nodes: readonly NodeProto[]; readonly tensors: readonly TensorProto[] } {
  const of = (what: string) => `${name}:${what}`;
  const places = BigInt64Array.from({ length }, (_, i) => BigInt(first + i));
  // 0 keeps the number of rows; an input of rank 1 has one number a row, or is one sample.
  const target = BigInt64Array.from(declared?.length === 1 ? [-1n] : [0n, ...shape.map(BigInt)]);
  const isFloat32 = type === 'float32';
  const shaped = isFloat32 ? name : of('shaped');
  const nodes = [
    node('Gather', [input, of('places')], [of('flat')], { axis: 1 }),
    node('Reshape', [of('flat'), of('shape')], [shaped]),
  ];
  if (!isFloat32) nodes.push(node('Cast', [shaped], [name], { to: castTargets[type] }));
  return {
    nodes,
    tensors: [
      initializer(of('places'), 'int64', [length], places),
      initializer(of('shape'), 'int64', [target.length], target),
    ],
  };
}

const castTargets: Readonly<Record<string, DataType>> = {
  float64: DataType.DOUBLE,
  float16: DataType.FLOAT16,
  bool: DataType.BOOL,
};
