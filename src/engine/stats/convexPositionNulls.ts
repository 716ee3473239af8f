import { logBinomial, logGamma } from './logGamma.ts';

// Known probabilities about convex hulls of few points or in few dimensions (D41): the oracles of the hull solver.

/** Probability that a new point of a continuous law on the line lies between the least and the greatest of `samples` others. */
export function rangeProbability(samples: number): number {
  return (samples - 1) / (samples + 1);
}

/** Bodies for which the chance of a point in the simplex of d + 1 others is known. */
export type UniformBody =
  | { readonly kind: 'square' }
  | { readonly kind: 'triangle' }
  | { readonly kind: 'ball'; readonly dimension: number };

/**
 * Probability that one of d + 2 independent uniform points of the body, chosen beforehand, lies in the simplex of the
 * others: 11/144, 1/12 (Sylvester's problem) and, for the d-ball, Kingman's 1969 formula
 * 2^{−d} C(d + 1, (d + 1)/2)^{d+1} / C((d + 1)², (d + 1)²/2).
 */
export function uniformSimplexProbability(body: UniformBody): number {
  if (body.kind === 'square') return 11 / 144;
  if (body.kind === 'triangle') return 1 / 12;
  const points = body.dimension + 1;
  const squared = points * points;
  return Math.exp(
    points * logBinomial(points, points / 2) -
      logBinomial(squared, squared / 2) -
      body.dimension * Math.LN2,
  );
}

/** Probability that `points` uniform points of a square are all vertices of their hull: (C(2n−2, n−1)/n!)² (Valtr 1995). */
export function convexPositionInSquare(points: number): number {
  return Math.exp(2 * (logBinomial(2 * points - 2, points - 1) - logGamma(points + 1)));
}

/** The same for a triangle: 2ⁿ(3n−3)! / ((n−1)!³ (2n)!) (Valtr 1996). */
export function convexPositionInTriangle(points: number): number {
  return Math.exp(
    points * Math.LN2 + logGamma(3 * points - 2) - 3 * logGamma(points) - logGamma(2 * points + 1),
  );
}

/**
 * Probability that the hull of `samples` points of a law symmetric about the origin (and in general position) misses the
 * origin: 2^{1−N} Σ_{k<d} C(N − 1, k) (Wendel 1962).
 */
export function originOutsideProbability(samples: number, dimension: number): number {
  let logTerm = (1 - samples) * Math.LN2;
  let sum = 0;
  for (let k = 0; k < Math.min(dimension, samples); k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((samples - 1 - k) / (k + 1));
  }
  return sum;
}

/** Fewest points of a symmetric law whose hull holds the origin with at least the given probability in (0, 1). */
export function samplesToSurroundOrigin(probability: number, dimension: number): number {
  let samples = dimension + 1;
  while (1 - originOutsideProbability(samples, dimension) < probability) samples++;
  return samples;
}
