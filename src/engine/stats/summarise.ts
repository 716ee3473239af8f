import { quantileOfSorted, sortedCopy } from './quantile.ts';
import type { Summary } from './summary.ts';

/**
 * Nine-number summary of `values` (any order; not changed). Quantiles interpolate linearly, as numpy's default does;
 * mean and deviation come from two passes in float64, so a large common offset costs no digits.
 * Throws RangeError when `values` is empty or holds a NaN or an infinity. Cost O(n log n).
 */
export function summarise(values: ArrayLike<number>): Summary {
  const sorted = sortedCopy(values);
  const last = sorted.length - 1;
  // A typed array sorts −∞ first and +∞, then NaN, last: the two ends prove that all values are finite.
  if (last >= 0 && !(Number.isFinite(sorted[0]) && Number.isFinite(sorted[last]))) {
    throw new RangeError('summary of a sample that is not finite');
  }
  const at = (p: number): number => quantileOfSorted(sorted, p);
  const { mean, std } = meanAndDeviation(sorted);
  return {
    min: at(0),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    mean,
    q75: at(0.75),
    q95: at(0.95),
    max: at(1),
    std,
  };
}

/** Mean and population standard deviation of finite values, centred on the first so that constants give exactly 0. */
function meanAndDeviation(values: Float64Array): { mean: number; std: number } {
  const origin = values[0];
  let sum = 0;
  for (const value of values) sum += value - origin;
  const shift = sum / values.length;
  let squares = 0;
  for (const value of values) {
    const deviation = value - origin - shift;
    squares += deviation * deviation;
  }
  return { mean: origin + shift, std: Math.sqrt(squares / values.length) };
}
