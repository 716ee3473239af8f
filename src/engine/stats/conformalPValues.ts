import { sortedCopy } from './quantile.ts';

/**
 * Split-conformal p-values (Vovk, Gammerman & Shafer 2005): for each score (1 + held-out scores at least as large) / (n + 1). Where
 * test and held-out rows are exchangeable, P(p ≤ α) ≤ α for every α, whatever the law. Scores and held-out scores must come
 * from one function that saw neither. With no held-out score every p-value is 1.
 */
export function conformalPValues(
  scores: ArrayLike<number>,
  heldOut: ArrayLike<number>,
): Float64Array {
  const sorted = sortedCopy(heldOut);
  return Float64Array.from(scores, (score) => {
    const atLeast = sorted.length - firstAtLeast(sorted, score);
    return (1 + atLeast) / (sorted.length + 1);
  });
}

/** Index of the first value ≥ `score`; the length when there is none. */
function firstAtLeast(ascending: Float64Array, score: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] >= score) high = middle;
    else low = middle + 1;
  }
  return low;
}
