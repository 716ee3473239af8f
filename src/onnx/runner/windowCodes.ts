import { TensorProto_DataType } from '../schema/onnx_pb.generated.ts';
import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { poolingWindow, type PoolingWindow } from './poolingWindow.ts';
import { type ProbedValues, type SwitchCodes } from './switchCodes.ts';

/**
 * Offset of the winning element of each pooling window, counted from 1 in row-major order; 0 where the maximum is zero. After a ReLU
 * that is a window of zeros, which ties on a full-dimensional set: one code for it keeps phantom boundaries out (geometry-spec 1.7).
 * Winners come from the Indices output of a second MaxPool (operator set 8); they count elements of the whole tensor.
 */
export function windowCodes(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
): SwitchCodes {
  const input = probed.of(site.preActivation);
  const window = poolingWindow(
    site.node,
    input.dims.slice(2),
    probed.of(site.output).dims.slice(2),
  );
  const pooled = fragment.toFloat(site.preActivation, input.type);
  const [maximum, indices] = fragment.opWithTwoOutputs('MaxPool', [pooled], window.attributes);
  const offset = windowOffset(fragment, positionInPlane(fragment, indices, window), window);
  const counted = fragment.op('Add', [offset, fragment.floats([], [1])]);
  const levels = window.kernel.reduce((product, size) => product * size, 1) + 1;
  return {
    value: fragment.op('Mul', [counted, fragment.indicator(fragment.truth(maximum))]),
    levels,
  };
}

/** Indices modulo the elements of one plane, as float32. In int64, since indices of a batch pass 2^24. */
function positionInPlane(fragment: GraphFragment, indices: string, window: PoolingWindow): string {
  const plane = fragment.integers([window.input.reduce((product, size) => product * size, 1)]);
  const planes = fragment.op('Mul', [fragment.op('Div', [indices, plane]), plane]);
  const position = fragment.op('Sub', [indices, planes]);
  return fragment.op('Cast', [position], { to: TensorProto_DataType.FLOAT });
}

/** Row-major offset in the window of an element given by its row-major position in the plane. */
function windowOffset(fragment: GraphFragment, position: string, window: PoolingWindow): string {
  const { kernel, input, starts, dilations } = window;
  let rest = position;
  let offset: string | undefined;
  for (const [axis, size] of kernel.entries()) {
    const stride = input.slice(axis + 1).reduce((product, length) => product * length, 1);
    const strideValue = fragment.floats([], [stride]);
    const coordinate = fragment.op('Floor', [fragment.op('Div', [rest, strideValue])]);
    rest = fragment.op('Sub', [rest, fragment.op('Mul', [coordinate, strideValue])]);
    // Window starts along this axis, broadcast over the axes behind it.
    const dims = [starts[axis]!.length, ...kernel.slice(axis + 1).map(() => 1)];
    const fromStart = fragment.op('Sub', [coordinate, fragment.floats(dims, starts[axis]!)]);
    const step = fragment.op('Div', [fromStart, fragment.floats([], [dilations[axis]!])]);
    offset =
      offset === undefined
        ? step
        : fragment.op('Add', [fragment.op('Mul', [offset, fragment.floats([], [size])]), step]);
  }
  return offset ?? rest;
}
