import { intsAttribute, numberAttribute, stringAttribute } from '../attributes.ts';
import type { Node } from '../model.ts';
import { slidingDimensions, transposedDimensions } from '../shapes/windowShape.ts';
import { lengthOf } from './flatValue.ts';

/** For every output position of a sliding window and every offset in it, the input position it reads. */
export interface SlidingWindow {
  /** Spatial sizes of the output. */
  readonly output: readonly number[];
  readonly kernelLength: number;
  /** output positions × kernelLength, row-major; −1 where the window reaches outside the input. */
  readonly positions: Int32Array;
}

/** Window of a convolution or pooling node over `input`, the spatial sizes. */
export function slidingWindow(
  node: Node,
  input: readonly number[],
  kernel: readonly number[],
): SlidingWindow {
  const output = slidingDimensions(node, input, kernel) as number[];
  const geometry = axisGeometry(node, input, kernel, output);
  return enumerate(input, kernel, output, (axis, out, offset) => {
    const { stride, dilation, before } = geometry[axis];
    return out * stride - before + offset * dilation;
  });
}

/** Window of a transposed convolution: output position o reads input i where o = i · stride − pad + offset · dilation. */
export function transposedWindow(
  node: Node,
  input: readonly number[],
  kernel: readonly number[],
): SlidingWindow {
  const output = transposedDimensions(node, input, kernel) as number[];
  const extra = intsAttribute(node, 'output_padding');
  const mode = stringAttribute(node, 'auto_pad', 'NOTSET');
  const isDerived = mode.startsWith('SAME') || intsAttribute(node, 'output_shape') !== undefined;
  const pads = intsAttribute(node, 'pads');
  const axes = input.map((size, axis) => {
    const stride = intsAttribute(node, 'strides')?.[axis] ?? 1;
    const dilation = intsAttribute(node, 'dilations')?.[axis] ?? 1;
    const full = stride * (size - 1) + (extra?.[axis] ?? 0) + dilation * (kernel[axis] - 1) + 1;
    const total = Math.max(0, full - output[axis]);
    const derived = mode === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
    return { stride, dilation, before: isDerived ? derived : (pads?.[axis] ?? 0) };
  });
  return enumerate(input, kernel, output, (axis, out, offset) => {
    const { stride, dilation, before } = axes[axis];
    const reached = out + before - offset * dilation;
    return reached % stride === 0 ? reached / stride : -1;
  });
}

function axisGeometry(
  node: Node,
  input: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
): readonly { readonly stride: number; readonly dilation: number; readonly before: number }[] {
  const mode = stringAttribute(node, 'auto_pad', 'NOTSET');
  const pads = intsAttribute(node, 'pads');
  return input.map((size, axis) => {
    const stride = intsAttribute(node, 'strides')?.[axis] ?? 1;
    const dilation = intsAttribute(node, 'dilations')?.[axis] ?? 1;
    const reach = (output[axis] - 1) * stride + (kernel[axis] - 1) * dilation + 1;
    const missing = Math.max(0, reach - size);
    const explicit = mode === 'VALID' ? 0 : (pads?.[axis] ?? 0);
    const before =
      mode === 'SAME_UPPER'
        ? Math.floor(missing / 2)
        : mode === 'SAME_LOWER'
          ? Math.ceil(missing / 2)
          : explicit;
    return { stride, dilation, before };
  });
}

function enumerate(
  input: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  reads: (axis: number, out: number, offset: number) => number,
): SlidingWindow {
  const kernelLength = lengthOf(kernel);
  const positions = new Int32Array(lengthOf(output) * kernelLength);
  let at = 0;
  for (const out of gridPoints(output)) {
    for (const offset of gridPoints(kernel)) {
      let position = 0;
      for (let axis = 0; axis < input.length && position >= 0; axis++) {
        const coordinate = reads(axis, out[axis], offset[axis]);
        const isInside = coordinate >= 0 && coordinate < input[axis];
        position = isInside ? position * input[axis] + coordinate : -1;
      }
      positions[at++] = position;
    }
  }
  return { output, kernelLength, positions };
}

/** All index tuples of a grid, row-major. The tuple is reused. */
function* gridPoints(sizes: readonly number[]): Generator<readonly number[]> {
  const point = sizes.map(() => 0);
  for (let left = lengthOf(sizes); left > 0; left--) {
    yield point;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      if (++point[axis] < sizes[axis]) break;
      point[axis] = 0;
    }
  }
}

/** Kernel sizes of a pooling node. */
export function kernelShape(node: Node): readonly number[] {
  return intsAttribute(node, 'kernel_shape') ?? [];
}

/** Number of channel groups of a convolution. */
export function groupsOf(node: Node): number {
  return numberAttribute(node, 'group', 1);
}
