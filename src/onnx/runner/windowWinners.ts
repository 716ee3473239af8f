import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { poolingWindow, type PoolingWindow } from './poolingWindow.ts';
import { type ProbedValues } from './switchCodes.ts';
import { pictureStep } from './pictureIndicator.ts';
import { scaledUnits } from './scaledUnits.ts';
import { type UnitLayout } from './unitLayout.ts';

/** Larger windows are left to the runtime's own search. */
const mostElements = 12;

export interface WindowWinners {
  /** rows × codes: bit k is set where element k of the window is less than its maximum, the bit behind them where that is above 0. */
  readonly value: string;
  readonly elements: number;
}

/**
 * Compares every element of the windows of a MaxPool with their maxima by convolutions alone, which leave pictures in the runtime's
 * blocked layout; its own search for the winners is several times slower. Padding counts as zeros, so that no value may be negative.
 * `undefined` where that is not known, or units are no pictures.
 */
export function windowWinners(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
  { units, picture }: UnitLayout,
): WindowWinners | undefined {
  const input = probed.of(site.preActivation);
  const isKnown = probed.nonNegative?.has(site.preActivation) === true && input.type !== 'float64';
  if (site.op !== 'MaxPool' || picture === undefined || !isKnown) return undefined;
  const sizes = [picture.height, picture.width];
  const window = poolingWindow(site.node, input.dims.slice(2), sizes);
  const elements = window.kernel.reduce((product, size) => product * size, 1);
  if (elements > mostElements) return undefined;
  const read = fragment.toFloat(site.preActivation, input.type);
  const maximum = fragment.toFloat(site.output, probed.of(site.output).type);
  const flag = (value: string, bit: number) => {
    const { value: step, one } = pictureStep(fragment, value, units);
    return scaledUnits(fragment, step, 2 ** bit / one, units);
  };
  let sum = flag(maximum, elements);
  for (let element = 0; element < elements; element++) {
    // The difference of different floats is never 0, for gradual underflow.
    const negative = negatedElement(fragment, read, units, window, element);
    sum = fragment.op('Add', [flag(fragment.op('Add', [negative, maximum]), element), sum]);
  }
  return { value: sum, elements };
}

/** −x of one element of each window, in row-major order. */
function negatedElement(
  fragment: GraphFragment,
  value: string,
  units: number,
  { kernel, dilations, input, starts }: PoolingWindow,
  element: number,
): string {
  const size = kernel.reduce((product, length) => product * length, 1);
  const weights = Float32Array.from({ length: units * size }, (_, at) =>
    at % size === element ? -1 : 0,
  );
  const first = (axis: number) => starts[axis]![0]!;
  const strides = starts.map(([from = 0, next = from + 1]) => next - from);
  const before = starts.map((_, axis) => -first(axis));
  const after = starts.map((list, axis) => {
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    return Math.max(0, list.at(-1)! + reach - input[axis]!);
  });
  return fragment.op('Conv', [value, fragment.floats([units, 1, ...kernel], weights)], {
    group: units,
    kernel_shape: kernel,
    dilations,
    strides,
    pads: [...before, ...after],
  });
}
