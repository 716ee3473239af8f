import { intsAttribute, numberAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';
import { frontAxis } from '../shapes/shape.ts';
import {
  broadcastStrides,
  type ConstantTensor,
  gatherStrided,
  zipBroadcast,
} from './constantTensor.ts';

/** Numbers of a Range that is written down. */
const mostCounted = 2 ** 20;

/** Evaluates a node on constant inputs (`undefined` for omitted ones); `undefined` when the case is not covered. */
type Evaluate = (
  node: Node,
  inputs: readonly (ConstantTensor | undefined)[],
) => ConstantTensor | undefined;

const unary =
  (f: (x: number) => number): Evaluate =>
  (_, [x]) =>
    x && { shape: x.shape, data: x.data.map(f) };

const binary =
  (f: (x: number, y: number) => number): Evaluate =>
  (_, [a, b]) =>
    a && b && zipBroadcast(a, b, f);

/** New shape over the same elements. */
const reshaped =
  (
    shapeOf: (node: Node, x: ConstantTensor, second: ConstantTensor | undefined) => number[],
  ): Evaluate =>
  (node, [x, second]) =>
    x && { shape: shapeOf(node, x, second), data: x.data };

const identity: Evaluate = (_, [x]) => x;

/**
 * The operators exporters leave between an initializer and the weight a layer reads, and in the arithmetic of shapes.
 * Keyed by standard-domain operator.
 */
export const constantOperators: Readonly<Record<string, Evaluate>> = {
  Identity: identity,
  Cast: identity,
  CastLike: identity,
  Dropout: identity,
  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Sqrt: unary(Math.sqrt),
  Reciprocal: unary((x) => 1 / x),
  Exp: unary(Math.exp),
  Floor: unary(Math.floor),
  Ceil: unary(Math.ceil),
  Add: binary((x, y) => x + y),
  Sub: binary((x, y) => x - y),
  Mul: binary((x, y) => x * y),
  Div: binary((x, y) => x / y),
  Pow: binary(Math.pow),
  DequantizeLinear: dequantized,
  Transpose: (node, [x]) => x && transposed(x, intsAttribute(node, 'perm')),
  Reshape: reshaped((_, x, target) => resolvedReshape(x.shape, [...(target?.data ?? [])])),
  Flatten: reshaped((node, x) => flattened(x.shape, numberAttribute(node, 'axis', 1))),
  Squeeze: reshaped((node, x, axes) => squeezed(x.shape, axesOf(node, axes))),
  Unsqueeze: reshaped((node, x, axes) => unsqueezed(x.shape, axesOf(node, axes) ?? [])),
  Concat: concatenated,
  Gather: gathered,
  Slice: sliced,
  Range: (_, [start, limit, delta]) => start && limit && delta && counted(start, limit, delta),
};

function counted(
  { data: [start = NaN] }: ConstantTensor,
  { data: [limit = NaN] }: ConstantTensor,
  { data: [delta = NaN] }: ConstantTensor,
): ConstantTensor | undefined {
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  return count <= mostCounted
    ? list(Array.from({ length: count }, (_, i) => start + i * delta))
    : undefined;
}

function transposed(x: ConstantTensor, perm?: readonly number[]): ConstantTensor {
  const order = perm ?? x.shape.map((_, axis) => x.shape.length - 1 - axis);
  const strides = broadcastStrides(x.shape);
  return gatherStrided(
    x,
    order.map((axis) => x.shape[axis]),
    order.map((axis) => strides[axis]),
  );
}

/** (x − zero point) · scale, with one scale for all or one along `axis`; blocked scales are not covered. */
function dequantized(
  node: Node,
  [x, scale, zero]: readonly (ConstantTensor | undefined)[],
): ConstantTensor | undefined {
  if (!x || !scale || scale.shape.length > 1) return undefined;
  const rank = x.shape.length;
  const axis = frontAxis(numberAttribute(node, 'axis', 1), rank);
  const behind = axis >= 0 && axis < rank ? rank - 1 - axis : 0;
  const aligned = (tensor: ConstantTensor): ConstantTensor =>
    tensor.data.length === 1
      ? { shape: [], data: tensor.data }
      : { ...tensor, shape: [...tensor.shape, ...new Array<number>(behind).fill(1)] };
  const centred = zero ? zipBroadcast(x, aligned(zero), (value, offset) => value - offset) : x;
  return centred && zipBroadcast(centred, aligned(scale), (value, factor) => value * factor);
}

function axesOf(node: Node, input: ConstantTensor | undefined): readonly number[] | undefined {
  return intsAttribute(node, 'axes') ?? (input && [...input.data]);
}

function resolvedReshape(shape: readonly number[], target: readonly number[]): number[] {
  const dims = target.map((dim, axis) => (dim === 0 ? (shape[axis] ?? 0) : dim));
  const count = shape.reduce((product, dim) => product * dim, 1);
  const known = dims.reduce((product, dim) => (dim === -1 ? product : product * dim), 1);
  return dims.map((dim) => (dim === -1 ? count / known : dim));
}

function flattened(shape: readonly number[], axis: number): number[] {
  const split = frontAxis(axis, shape.length);
  const product = (dims: readonly number[]) => dims.reduce((all, dim) => all * dim, 1);
  return [product(shape.slice(0, split)), product(shape.slice(split))];
}

function squeezed(shape: readonly number[], axes?: readonly number[]): number[] {
  const dropped = axes?.map((axis) => frontAxis(axis, shape.length));
  return shape.filter((dim, axis) => (dropped ? !dropped.includes(axis) : dim !== 1));
}

function unsqueezed(shape: readonly number[], axes: readonly number[]): number[] {
  const rank = shape.length + axes.length;
  const added = axes.map((axis) => frontAxis(axis, rank));
  const rest = shape.values();
  return Array.from({ length: rank }, (_, axis) =>
    added.includes(axis) ? 1 : (rest.next().value ?? 1),
  );
}

/** One-dimensional lists only: that is what shapes are computed with. */
function concatenated(
  _: Node,
  inputs: readonly (ConstantTensor | undefined)[],
): ConstantTensor | undefined {
  const parts = inputs.filter((part) => part !== undefined);
  if (parts.length !== inputs.length || parts.some((part) => part.shape.length !== 1))
    return undefined;
  return list(parts.flatMap((part) => [...part.data]));
}

function gathered(
  _: Node,
  [x, indices]: readonly (ConstantTensor | undefined)[],
): ConstantTensor | undefined {
  if (x?.shape.length !== 1 || !indices) return undefined;
  const data = indices.data.map((index) => x.data.at(index) ?? NaN);
  return { shape: indices.shape, data };
}

function sliced(
  node: Node,
  [x, starts, ends, , steps]: readonly (ConstantTensor | undefined)[],
): ConstantTensor | undefined {
  const start = starts?.data[0] ?? intsAttribute(node, 'starts')?.[0];
  const end = ends?.data[0] ?? intsAttribute(node, 'ends')?.[0];
  const step = steps?.data[0] ?? 1;
  if (x?.shape.length !== 1 || start === undefined || end === undefined || step !== 1)
    return undefined;
  return list([...x.data.slice(start, end)]);
}

function list(values: readonly number[]): ConstantTensor {
  return { shape: [values.length], data: Float64Array.from(values) };
}
