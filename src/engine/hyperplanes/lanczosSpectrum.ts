import { lanczos, type RitzPairs, type SymmetricOperator } from '../linalg/lanczos.ts';
import type { RandomGenerator } from '../stats/randomGenerator.ts';

/** Beyond this order a step costs so much that fewer are taken: on random matrices of order 4096 the norm then errs by 1e-5, the rank by 0.1 %. */
const costlyOrder = 2048;
/** Steps that find the leading eigenvalues, which are then taken exactly. */
const leadingStepsFor = (order: number): number => (order > costlyOrder ? 40 : 80);
/** Residual, relative to the largest eigenvalue, below which a leading pair is taken as exact; its value errs by the square. */
const convergedResidual = 1e-5;
/** Random vectors that estimate what the leading part leaves: the variance falls with their number times the order. */
const probesFor = (order: number): number => Math.min(4, Math.max(2, Math.ceil(4096 / order)));
/** Steps from each of them. */
const probeStepsFor = (order: number): number => (order > costlyOrder ? 20 : 30);

/**
 * Largest eigenvalue of a positive semi-definite operator of known trace T, from below, and its entropy effective rank
 * exp(−Σ p ln p), p = λ/T. For Gram matrices too large to decompose: some 70 to 200 products with vectors.
 *
 * The converged leading eigenvalues enter exactly. The others, in the space orthogonal to them, are estimated by
 * stochastic Lanczos quadrature (Ubaru, Chen & Saad 2017), Σ f(λ) ∝ mean over random v of vᵀf(A)v, as Hutch++ does
 * (Meyer et al. 2021); their known share of the trace takes the place of its own estimate, which errs with that of the
 * entropy. On trained layers and random matrices the rank came out within 2 % as a rule and 5 % at worst.
 */
export async function lanczosSpectrum(
  operator: SymmetricOperator,
  trace: number,
  rng: RandomGenerator,
): Promise<{ readonly largest: number; readonly effectiveRank: number }> {
  const randomVector = (): Float64Array =>
    Float64Array.from({ length: operator.order }, () => rng.normal());
  const pairs = await lanczos(operator, randomVector(), leadingStepsFor(operator.order), []);
  const largest = pairs.values.reduce((most, value) => Math.max(most, value), 0);
  const leading = convergedPairs(pairs, largest);
  const logMoment = (weights: Float64Array, values: Float64Array): number =>
    values.reduce((sum, value, i) => sum + weights[i] * shareLogShare(value / trace), 0);

  const leadingTrace = leading.values.reduce((sum, value) => sum + value, 0);
  const rest = 1 - leadingTrace / trace;
  let entropy = -logMoment(
    leading.values.map(() => 1),
    leading.values,
  );
  // A remainder of rounding size has nothing to estimate.
  if (rest > operator.order * Number.EPSILON && leading.vectors.length < operator.order) {
    let moments = 0;
    let shares = 0;
    for (let probe = 0; probe < probesFor(operator.order); probe++) {
      const { values, weights } = await lanczos(
        operator,
        randomVector(),
        probeStepsFor(operator.order),
        leading.vectors,
      );
      moments += logMoment(weights, values);
      shares += values.reduce((sum, value, i) => sum + (weights[i] * value) / trace, 0);
    }
    if (shares > 0) entropy -= (rest * moments) / shares;
  }
  return { largest, effectiveRank: Math.exp(entropy) };
}

function convergedPairs(
  { values, residuals, vector }: RitzPairs,
  largest: number,
): { values: Float64Array; vectors: Float64Array[] } {
  const indices = Array.from(values.keys()).filter(
    (i) => values[i] > 0 && residuals[i] <= convergedResidual * largest,
  );
  return { values: Float64Array.from(indices, (i) => values[i]), vectors: indices.map(vector) };
}

/** p ln p, continued by 0 at p = 0 and over the rounding noise below it. */
function shareLogShare(share: number): number {
  return share > 0 ? share * Math.log(share) : 0;
}
