import { rangeProbability } from './convexPositionNulls.ts';

/** Shapes fitted to data whose chance of missing a new point is bounded whatever the law (D30). */
export type FittedShape = 'range-box' | 'minimum-ball' | 'minimum-ellipsoid';

/**
 * Distribution-free bound on the probability that a new exchangeable point falls outside the shape fitted to `samples`
 * others in R^dimension: κ/(N + 1), at most 1, where κ is the largest number of points that can hold the shape
 * (box 2d, ball d + 1, ellipsoid d(d + 3)/2). A rate far above it shows a shift of the distribution.
 */
export function outsideProbabilityBound(
  shape: FittedShape,
  samples: number,
  dimension: number,
): number {
  const support = {
    'range-box': 2 * dimension,
    'minimum-ball': dimension + 1,
    'minimum-ellipsoid': (dimension * (dimension + 3)) / 2,
  }[shape];
  return Math.min(1, support / (samples + 1));
}

/**
 * Nulls of the range box for `samples` points of a continuous law with independent coordinates (D26): the expected share of
 * coordinates in range (true with dependence, too), and the probabilities that all, or any, of them are.
 */
export function rangeBoxNull(
  samples: number,
  dimension: number,
): { readonly meanShare: number; readonly all: number; readonly any: number } {
  const meanShare = rangeProbability(samples);
  return {
    meanShare,
    all: meanShare ** dimension,
    any: 1 - (2 / (samples + 1)) ** dimension,
  };
}
