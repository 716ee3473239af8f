/**
 * The `p`-quantile (0 ≤ p ≤ 1) of values sorted ascending, linearly interpolated between order statistics
 * (Hyndman & Fan 1996, type 7: the default of R and numpy). Throws RangeError when `sorted` is empty.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError('quantile of an empty sample');
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const share = position - below;
  // Written as a weighted mean: `a + share · (b − a)` overflows for opposite huge values.
  return share === 0 ? sorted[below] : sorted[below] * (1 - share) + sorted[above] * share;
}

/** A float64 copy of `values`, ascending; −0 sorts before +0. */
export function sortedCopy(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}
