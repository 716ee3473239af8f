import { type GraphFragment } from './graphFragment.ts';
import { scaledUnits } from './scaledUnits.ts';
import { above, type ProbedValues } from './switchCodes.ts';

/** Where a value is above a threshold: `one` there, else 0. */
export interface PictureIndicator {
  readonly value: string;
  readonly one: number;
}

/** What the least float32 above 0 becomes by {@link zeroScale}. */
const one = 2 ** -22;
const zeroScale = 2 ** 127;
/** By this, what is above a threshold within the range comes out above `one`, and no threshold as infinity. */
const scale = 2 ** 60;
const leastThreshold = 2 ** -20;
const mostThreshold = 2 ** 20;

/**
 * 1 convolution and 1 clip, which the runtime fuses and computes in its blocked layout. Exact for every float32: a product with a power of
 * two is, and so is the sign of a difference, for gradual underflow.
 */
export function pictureIndicator(
  fragment: GraphFragment,
  name: string,
  threshold: number,
  units: number,
  probed: ProbedValues,
): PictureIndicator {
  const { type } = probed.of(name);
  const magnitude = Math.abs(threshold);
  const inRange = magnitude >= leastThreshold && magnitude <= mostThreshold;
  if (type === 'float64' || !(inRange || threshold === 0)) {
    return { value: above(fragment, name, threshold, probed), one: 1 };
  }
  const value = fragment.toFloat(name, type);
  if (threshold === 0) return pictureStep(fragment, value, units);
  const stretched = scaledUnits(fragment, value, scale, units, -Math.fround(threshold) * scale);
  return { value: fragment.clip(stretched, 0, one), one };
}

/** The same of a float32 value, above 0. */
export function pictureStep(
  fragment: GraphFragment,
  value: string,
  units: number,
): PictureIndicator {
  return { value: fragment.clip(scaledUnits(fragment, value, zeroScale, units), 0, one), one };
}
