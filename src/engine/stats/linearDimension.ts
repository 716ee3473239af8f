/** Linear dimensions of a data set or feature space, from the variances along its principal axes (D38). */
export interface LinearDimension {
  /** (Σλ)² / Σλ²; 0 for an all-zero spectrum. */
  readonly participationRatio: number;
  /** exp(−Σ p ln p), p = λ/Σλ; 0 for an all-zero spectrum. */
  readonly effectiveRank: number;
  /** Fewest leading axes that carry each of {@link varianceShares} of the variance. */
  readonly axesForShare: readonly number[];
}

/** The shares of variance that {@link LinearDimension.axesForShare} refers to. */
export const varianceShares: readonly number[] = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

/** Dimension summaries of a spectrum of variances; order is free, rounding noise below zero counts as zero. */
export function linearDimension(variances: ArrayLike<number>): LinearDimension {
  const descending = Float64Array.from(variances, (value) => Math.max(0, value))
    .sort()
    .reverse();
  const total = descending.reduce((sum, value) => sum + value, 0);
  const squares = descending.reduce((sum, value) => sum + value * value, 0);
  return {
    participationRatio: total > 0 ? total ** 2 / squares : 0,
    effectiveRank: entropyRank(descending),
    axesForShare: varianceShares.map((share) => axesFor(descending, share * total)),
  };
}

/**
 * The entropy effective rank exp(−Σ p ln p) of non-negative weights, p = weight / Σ weights (Roy & Vetterli 2007, there for
 * singular values; here for variances, i.e. their squares). Between 1 and the number of positive weights; 0 when all are 0.
 */
export function entropyRank(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  if (total === 0) return 0;
  let entropy = 0;
  for (let i = 0; i < weights.length; i++) {
    const p = weights[i] / total;
    if (p > 0) entropy -= p * Math.log(p);
  }
  return Math.exp(entropy);
}

function axesFor(descending: Float64Array, variance: number): number {
  let sum = 0;
  let axes = 0;
  while (axes < descending.length && sum < variance) sum += descending[axes++];
  return axes;
}
