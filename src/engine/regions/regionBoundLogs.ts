import { logBinomial, logGamma } from '../stats/logGamma.ts';

// Bounds on numbers of regions (D13) as logarithms to base 10: those of real networks reach 10^1000 and more. The exact integers for
// small networks are in regionBounds.ts. Error of a logarithm: below 1e-12 relative, a few units in the last place of ln Γ a layer.

/**
 * Upper bound after each layer on the regions of a chain of ReLU layers (Serra, Tjandraatmadja & Ramalingam 2018):
 * Σ_{j∈J} Π_l C(n_l, j_l) with J: 0 ≤ j_l ≤ min(n_0, n_1 − j_1, …, n_{l−1} − j_{l−1}, n_l), by dynamic programming over the largest rank
 * that the next layer's input can have. O(n_0 + width) a layer.
 */
export function serraBoundLogs(inputDimension: number, widths: readonly number[]): number[] {
  let byRank: Float64Array = new Float64Array(inputDimension + 1).fill(-Infinity);
  byRank[inputDimension] = 0;
  return widths.map((width) => {
    byRank = afterLayer(byRank, width);
    return byRank.reduce(logSum, -Infinity) / Math.LN10;
  });
}

/** ln of the number of cells by rank of what they map to, one layer further. */
function afterLayer(byRank: Float64Array, width: number): Float64Array {
  const most = byRank.length - 1;
  const choices = logBinomialSums(width, most);
  const next = new Float64Array(byRank.length).fill(-Infinity);
  // At most width − rank active hyperplanes turned off: the rank stays.
  for (let rank = 0; rank <= Math.min(most, width); rank++) {
    next[rank] = byRank[rank] + choices[Math.min(rank, width - rank)];
  }
  const atLeast = byRank.slice();
  for (let rank = most - 1; rank >= 0; rank--) {
    atLeast[rank] = logSum(atLeast[rank], atLeast[rank + 1]);
  }
  // More of them: `rank` active ones are left, fewer than the rank before.
  for (let rank = 0; rank < Math.min(most, width + 1); rank++) {
    const from = Math.max(rank + 1, width - rank);
    if (from > most) continue;
    next[rank] = logSum(next[rank], atLeast[from] + logBinomial(width, rank));
  }
  return next;
}

/**
 * Upper bound after each layer that needs no chain: Π_l Σ_{k≤n_0} C(n_l, k), because a cell of at most n_0 dimensions is cut by n_l
 * hyperplanes. Holds with skip connections and for any slopes; a unit of three segments counts two hyperplanes.
 */
export function productBoundLogs(inputDimension: number, hyperplanes: readonly number[]): number[] {
  let sum = 0;
  return hyperplanes.map((count) => {
    sum += zaslavskyBoundLog(count, inputDimension);
    return sum;
  });
}

/** Σ_{k=0}^{d} C(n, k): the most cells that n hyperplanes cut R^d into (Zaslavsky 1975). */
export function zaslavskyBoundLog(hyperplanes: number, dimension: number): number {
  return logBinomialSums(hyperplanes, dimension)[Math.min(hyperplanes, dimension)] / Math.LN10;
}

/**
 * The scale of the mean number of regions in a unit cube at random initialisation (Hanin & Rolnick 2019): n^d / d! for n ≥ d units in d
 * dimensions, else 2^n, whatever the depth. The bound itself has a constant T to the power d, which depends on the distribution of
 * weights and biases and is left out: an order of magnitude, not a bound.
 */
export function initialisationScaleLog(inputDimension: number, units: number): number {
  if (units < inputDimension) return units * Math.log10(2);
  return inputDimension * Math.log10(units) - logGamma(inputDimension + 1) / Math.LN10;
}

/** ln Σ_{k≤m} C(n, k) for m = 0 … min(n, most). */
function logBinomialSums(n: number, most: number): Float64Array {
  let sum = -Infinity;
  return Float64Array.from({ length: Math.min(n, most) + 1 }, (_, k) => {
    sum = logSum(sum, logBinomial(n, k));
    return sum;
  });
}

/** ln(eᵃ + eᵇ). */
function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
