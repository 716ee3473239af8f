import { z95 } from './z95.ts';

/** Fewer pairs have no interval worth the name. */
const fewestPairs = 10;

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing the mean of theirs. In [−1, 1]; `undefined` when one
 * of the two is constant or there are fewer than two pairs. ±∞ rank as such; a NaN or unequal lengths throw RangeError.
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values`);
  const [x, y] = [meanRanks(a), meanRanks(b)];
  const middle = (a.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i] - middle, y[i] - middle];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (xx === 0 || yy === 0) return undefined;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * 95% interval of a rank correlation of `pairs` pairs: Fisher's transform with the variance of Bonett and Wright (2000), (1 + ρ²/2) /
 * (n − 3). `undefined` for fewer than ten pairs and for ±1, where the transform has no end.
 */
export function rankCorrelationInterval(
  correlation: number,
  pairs: number,
): readonly [number, number] | undefined {
  if (pairs < fewestPairs || Math.abs(correlation) === 1) return undefined;
  const centre = Math.atanh(correlation);
  const reach = z95 * Math.sqrt((1 + correlation ** 2 / 2) / (pairs - 3));
  return [Math.tanh(centre - reach), Math.tanh(centre + reach)];
}

/** Ranks from 1, each tie the mean of the ranks it takes up. */
function meanRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(n);
  for (let start = 0, end = 0; start < n; start = end) {
    const value = values[order[start]];
    while (end < n && values[order[end]] === value) end++;
    if (end === start) throw new RangeError('a value is not a number');
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
  }
  return ranks;
}
