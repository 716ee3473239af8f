import { logNormalCdf } from './logNormalCdf.ts';

/** Grid in y = ln s of the quadrature; the integrand decays like e^{−|y|} to both sides. */
const gridReach = 40;
const gridStep = 0.05;

/**
 * Mean distance E‖x − y‖ of two independent uniform points of the unit cube: 1/3, .521405 and .661707 in one to three
 * dimensions. From E√S = π^{−1/2} ∫₀^∞ (1 − E e^{−s²S}) s^{−2} ds, where the expectation is a d-th power; with s = e^y the
 * trapezoidal rule reaches double precision.
 */
export function meanDistanceInCube(dimension: number): number {
  let sum = 0;
  for (let y = -gridReach; y <= gridReach; y += gridStep) {
    const transformDefect = axisTransformMinusOne(Math.exp(2 * y));
    sum -= Math.expm1(dimension * Math.log1p(transformDefect)) * Math.exp(-y);
  }
  return (sum * gridStep) / Math.sqrt(Math.PI);
}

/**
 * Standard deviation over mean of the distance of two uniform points of the unit cube: how little distances differ in high
 * dimension (.7071, .4755, .3767, .1935, .0594 for d = 1, 2, 3, 10, 100). Uses E‖x − y‖² = d/6.
 */
export function distanceVariationInCube(dimension: number): number {
  const mean = meanDistanceInCube(dimension);
  return Math.sqrt(dimension / 6 - mean * mean) / mean;
}

/** E e^{−tu²} − 1 for u the difference of two uniform numbers of [0, 1], whose density is 2(1 − u) on [0, 1] up to sign. */
function axisTransformMinusOne(t: number): number {
  if (t < 1) {
    // Σ (−t)^k / k! · E u^{2k}, E u^{2k} = 2/((2k + 1)(2k + 2)).
    let power = 1;
    let sum = 0;
    for (let k = 1; k < 20; k++) {
      power *= -t / k;
      sum += (2 * power) / ((2 * k + 1) * (2 * k + 2));
    }
    return sum;
  }
  const erf = 2 * Math.exp(logNormalCdf(Math.sqrt(2 * t))) - 1;
  return Math.sqrt(Math.PI / t) * erf + Math.expm1(-t) / t - 1;
}
