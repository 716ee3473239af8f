/** An intrinsic dimension and how sure it is. */
export interface IntrinsicDimension {
  /** Maximum-likelihood estimate N/Σ ln μ; times (N − 1)/N it is unbiased for independent ratios. */
  readonly dimension: number;
  /** Its standard error, dimension/√N. */
  readonly standardError: number;
  /** Zero-intercept regression of −ln(1 − F) on ln μ without the largest 10 %; `undefined` when the rest are all 1. */
  readonly regression: number | undefined;
  /** Points used: those with two distinct positive neighbour distances. */
  readonly points: number;
}

/** Share of the largest ratios that the regression leaves out, as Facco et al. do. */
const discardedShare = 0.1;

/**
 * TwoNN (Facco et al. 2017, D39): the intrinsic dimension from μ = r₂/r₁, the ratio of every point's distances to its
 * second and first neighbour, whose law is P(μ > m) = m^{−d} where the density is locally constant. `first` and `second`
 * hold r₁ and r₂ by point; points with r₁ = 0 (exact duplicates) are left out. A finite cube's edge makes it
 * under-estimate. `undefined` with fewer than three usable points or when all ratios are 1.
 */
export function twoNearestNeighbours(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): IntrinsicDimension | undefined {
  const logRatios = sortedLogRatios(first, second);
  const points = logRatios.length;
  const sum = logRatios.reduce((total, value) => total + value, 0);
  if (points < 3 || !(sum > 0)) return undefined;
  const dimension = points / sum;
  return {
    dimension,
    standardError: dimension / Math.sqrt(points),
    regression: regressionSlope(logRatios),
    points,
  };
}

function sortedLogRatios(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array {
  if (first.length !== second.length) {
    throw new RangeError(`${first.length} first and ${second.length} second distances`);
  }
  const logs: number[] = [];
  for (let i = 0; i < first.length; i++) {
    if (first[i] > 0 && Number.isFinite(second[i])) logs.push(Math.log(second[i] / first[i]));
  }
  return Float64Array.from(logs).sort();
}

/** Least-squares slope through the origin of −ln(1 − F) against ln μ, F the empirical distribution i/N. */
function regressionSlope(logRatios: Float64Array): number | undefined {
  const points = logRatios.length;
  const kept = Math.floor(points * (1 - discardedShare));
  let products = 0;
  let squares = 0;
  for (let i = 0; i < kept; i++) {
    products += logRatios[i] * -Math.log1p(-(i + 1) / points);
    squares += logRatios[i] * logRatios[i];
  }
  return squares > 0 ? products / squares : undefined;
}
