import { logNormalCdf } from './logNormalCdf.ts';
import { simplexSolidAngles } from './simplexSolidAngles.ts';

/** Largest dimension answered: beyond it the sums would need vertex solid angles that the table does not have. */
export const gaussianHullMaxDimension = 48;

/** Below this `1 − outside` has lost half of its digits to cancellation, and the complementary sum takes over. */
const complementBelow = 1e-6;

/**
 * Probability that a new point of a Gaussian law in R^dimension lies in the convex hull of `samples` earlier ones: the null
 * against which a measured hull rate is read (D33; exact for every non-degenerate Gaussian, since hulls are affine
 * invariant). Increasing in `samples`, decreasing in `dimension`; 0 when samples ≤ dimension.
 *
 * P(outside) = 2(b_{d−1} + b_{d−3} + …), P(inside) = 2(b_{d+1} + b_{d+3} + …), where
 * b_k = C(N, k)·G_k·g_{N−k}(1/(1 + k)), g_n(r) = E Φ(√r Z)^n and G_k is the vertex solid angle of the regular k-simplex
 * (Kabluchko & Zaporozhets 2020). Agrees with the reference values F10 to all their six digits.
 * Throws RangeError unless 1 ≤ dimension ≤ {@link gaussianHullMaxDimension} and `samples` is an integer ≥ 0.
 */
export function gaussianHullProbability(samples: number, dimension: number): number {
  if (!(Number.isInteger(dimension) && dimension >= 1 && dimension <= gaussianHullMaxDimension)) {
    throw new RangeError(`dimension must be in [1, ${gaussianHullMaxDimension}]: ${dimension}`);
  }
  if (!(Number.isInteger(samples) && samples >= 0)) {
    throw new RangeError(`samples must be a whole number: ${samples}`);
  }
  if (samples <= dimension) return 0;
  let outside = 0;
  for (let k = dimension - 1; k >= 0; k -= 2) outside += 2 * faceTerm(samples, k);
  return probabilityFrom(outside, samples, dimension);
}

/** P(inside) from P(outside), or by its own sum where the difference would have lost half of its digits. */
function probabilityFrom(outside: number, samples: number, dimension: number): number {
  if (1 - outside >= complementBelow) return 1 - outside;
  let inside = 0;
  const last = Math.min(samples, simplexSolidAngles.length - 1);
  for (let k = dimension + 1; k <= last; k += 2) inside += 2 * faceTerm(samples, k);
  return inside;
}

/** The sums carry rounding errors of some 1e-14; at a rate met exactly, such as 1/2 by N = 3 in one dimension, N must not slip. */
const rateTolerance = 1e-12;

/** Smallest number of samples for which {@link gaussianHullProbability} reaches `rate`, 0 < rate < 1; beyond 2⁵³ the nearest double. */
export function samplesForGaussianHullRate(rate: number, dimension: number): number {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`rate must lie in (0, 1): ${rate}`);
  let below = dimension;
  let reached = dimension + 1;
  const falls = (samples: number): boolean =>
    gaussianHullProbability(samples, dimension) < rate - rateTolerance;
  while (falls(reached)) {
    below = reached;
    reached *= 2;
  }
  for (;;) {
    const middle = Math.floor((below + reached) / 2);
    // Neighbours: whole numbers, or doubles that lie further apart.
    if (middle <= below || middle >= reached) return reached;
    if (falls(middle)) below = middle;
    else reached = middle;
  }
}

/**
 * The null-equivalent dimension: the largest d whose Gaussian null at this number of samples is at least `rate`, 0 when
 * even d = 1 stays below, and `undefined` when it exceeds {@link gaussianHullMaxDimension}. Not an intrinsic dimension:
 * real data are not Gaussian (geometry-spec 9.3).
 */
export function nullEquivalentDimension(samples: number, rate: number): number | undefined {
  // No null is below 0.
  if (rate <= 0) return undefined;
  // The sum of d has one term more than that of d − 2.
  const outside = [0, 0];
  for (let dimension = 1; dimension <= gaussianHullMaxDimension; dimension++) {
    const parity = dimension % 2;
    if (samples <= dimension) return dimension - 1;
    outside[parity] += 2 * faceTerm(samples, dimension - 1);
    if (probabilityFrom(outside[parity], samples, dimension) < rate) return dimension - 1;
  }
  return undefined;
}

/** b_k for N = `samples`; 0 ≤ k ≤ N. The sums of 2b_k over all even and over all odd k are both 1. */
export function faceTerm(samples: number, k: number): number {
  let logBinomial = 0;
  for (let i = 0; i < k; i++) logBinomial += Math.log((samples - i) / (k - i));
  return simplexSolidAngles[k] * Math.exp(logBinomial + logExternalAngle(samples - k, k));
}

/** Grid of the quadrature: at 14 and at −12 the integrand is below 1e-30 of its peak for every N that fits a double. */
const gridStart = -12;
const gridStep = 0.02;
const gridLength = 1301;
let logCdfGrid: Float64Array | undefined;

/**
 * ln g_n(1/(1 + k)) = ln ∫ Φ(x)^n exp(−(1 + k)x²/2) √((1 + k)/2π) dx, summed in logarithms.
 * The integrand is analytic and dies at both ends, so the plain trapezoidal rule converges exponentially in 1/step: at
 * 0.02 its error is far below rounding, and one grid of ln Φ serves every n and k. (Gauss–Legendre panels, the usual
 * choice, need ten times the evaluations, on a different grid for every k.)
 */
function logExternalAngle(n: number, k: number): number {
  logCdfGrid ??= Float64Array.from({ length: gridLength }, (_, i) => logNormalCdf(gridPoint(i)));
  const precision = 1 + k;
  const logs = logCdfGrid.map((logCdf, i) => n * logCdf - (precision * gridPoint(i) ** 2) / 2);
  const peak = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = logs.reduce((total, value) => total + Math.exp(value - peak), 0);
  return peak + Math.log(sum * gridStep * Math.sqrt(precision / (2 * Math.PI)));
}

function gridPoint(index: number): number {
  return gridStart + index * gridStep;
}
