import { z95 } from './z95.ts';

/** Halvings of the search: to the last bit of a double. */
const halvings = 60;

/**
 * Interval for an AUROC measured on `positives` and `negatives` rows: the values θ that a score test with the variance of
 * exponential scores does not reject (Newcombe 2006, method 5, after Hanley & McNeil 1982). Within [0, 1], also at 0 and 1,
 * and never of width 0. Both counts must be at least 1.
 */
export function aurocInterval(
  area: number,
  positives: number,
  negatives: number,
  z: number = z95,
): readonly [number, number] {
  const rejected = (theta: number): boolean =>
    (area - theta) ** 2 > z * z * variance(theta, positives, negatives);
  return [area === 0 ? 0 : border(0, area, rejected), area === 1 ? 1 : border(1, area, rejected)];
}

function variance(theta: number, positives: number, negatives: number): number {
  const spread = (1 - theta) / (2 - theta) + theta / (1 + theta);
  const extra = ((positives + negatives) / 2 - 1) * spread;
  return (theta * (1 - theta) * (1 + extra)) / (positives * negatives);
}

/** Where `rejected` changes between `outer`, where it holds, and `inner`, where it does not. */
function border(outer: number, inner: number, rejected: (theta: number) => boolean): number {
  let [out, held] = [outer, inner];
  for (let i = 0; i < halvings; i++) {
    const middle = (out + held) / 2;
    if (rejected(middle)) out = middle;
    else held = middle;
  }
  return (out + held) / 2;
}
