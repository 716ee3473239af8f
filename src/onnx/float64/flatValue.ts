/** A data-dependent value of the float64 twin. One sample is a row of numbers; `shape` is how the model sees that row. */
export interface FlatValue {
  /** Name in the twin: a tensor of rows × length. */
  readonly name: string;
  /** Shape in the model for a single sample, batch axis (1) included. */
  readonly shape: readonly number[];
}

/** Elements of a shape. */
export function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Shape two operands broadcast to (ONNX multidirectional broadcasting), or `undefined` when they do not fit. */
export function broadcastShapes(
  a: readonly number[],
  b: readonly number[],
): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** For each element of `to` in row-major order, the position in a tensor of shape `from` that broadcasts there. */
export function broadcastIndices(from: readonly number[], to: readonly number[]): Int32Array {
  const strides = new Array<number>(to.length).fill(0);
  let step = 1;
  for (let back = 1; back <= from.length; back++) {
    const size = from[from.length - back];
    strides[to.length - back] = size === 1 ? 0 : step;
    step *= size;
  }
  const indices = new Int32Array(lengthOf(to));
  const at = new Array<number>(to.length).fill(0);
  let source = 0;
  for (let target = 0; target < indices.length; target++) {
    indices[target] = source;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      source += strides[axis];
      if (++at[axis] < to[axis]) break;
      source -= strides[axis] * to[axis];
      at[axis] = 0;
    }
  }
  return indices;
}
