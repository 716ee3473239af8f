/** A tensor known before the model runs. */
export interface ConstantTensor {
  readonly shape: readonly number[];
  /** Row-major, float64; NaN stands for a dimension that only the running model knows (values made by Shape). */
  readonly data: Float64Array;
}

/** Largest tensor that is computed here; weights beyond it have no business being broadcast together. */
const maxElements = 2 ** 27;

/** Row-major strides of `shape` in elements; 0 for axes of length 1, so that they broadcast. */
export function broadcastStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = shape[axis] === 1 ? 0 : step;
    step *= shape[axis];
  }
  return strides;
}

/**
 * Elements of `tensor` in the row-major order of `shape`, read with one stride per axis of `shape`. This one gather does
 * transposition and broadcasting.
 */
export function gatherStrided(
  tensor: ConstantTensor,
  shape: readonly number[],
  strides: readonly number[],
): ConstantTensor {
  const data = new Float64Array(shape.reduce((product, dim) => product * dim, 1));
  const index = new Array<number>(shape.length).fill(0);
  let source = 0;
  for (let target = 0; target < data.length; target++) {
    data[target] = tensor.data[source]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += strides[axis];
      if (++index[axis] < shape[axis]) break;
      source -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return { shape, data };
}

/** Elementwise `f` with ONNX's (numpy's) broadcasting, or `undefined` when the shapes do not fit or the result is enormous. */
export function zipBroadcast(
  a: ConstantTensor,
  b: ConstantTensor,
  f: (x: number, y: number) => number,
): ConstantTensor | undefined {
  const shape = broadcastShape(a.shape, b.shape);
  if (!shape || shape.reduce((product, dim) => product * dim, 1) > maxElements) return undefined;
  const left = broadcastTo(a, shape);
  const right = broadcastTo(b, shape);
  return { shape, data: left.data.map((x, i) => f(x, right.data[i])) };
}

function broadcastTo(tensor: ConstantTensor, shape: readonly number[]): ConstantTensor {
  const padding = new Array<number>(shape.length - tensor.shape.length).fill(0);
  return gatherStrided(tensor, shape, [...padding, ...broadcastStrides(tensor.shape)]);
}

function broadcastShape(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let fromEnd = rank; fromEnd >= 1; fromEnd--) {
    const x = a[a.length - fromEnd] ?? 1;
    const y = b[b.length - fromEnd] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}
