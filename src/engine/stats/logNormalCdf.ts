/** Below this the left tail is small enough for the continued fraction to converge to full precision in `fractionDepth` steps. */
const tailStart = -3;
const fractionDepth = 120;
const halfLogTwoPi = 0.9189385332046727;

/**
 * ln Φ(x), Φ the standard normal distribution function; relative error of Φ and of 1 − Φ below 1e-13 for every finite x.
 * Middle: Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …), whose terms all have one sign. Tails: Mills' ratio as Laplace's
 * continued fraction 1/(x + 1/(x + 2/(x + …))) (Abramowitz & Stegun 26.2.11, 26.2.14).
 */
export function logNormalCdf(x: number): number {
  if (x < tailStart) return Math.log(millsRatio(-x)) - (x * x) / 2 - halfLogTwoPi;
  if (x > -tailStart) return Math.log1p(-Math.exp(logNormalCdf(-x)));
  return Math.log(0.5 + centralSeries(x));
}

/** Φ(x) − ½. */
function centralSeries(x: number): number {
  let term = x;
  let sum = 0;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return sum * Math.exp(-(x * x) / 2 - halfLogTwoPi);
}

/** (1 − Φ(x)) / φ(x) for x ≥ 3. */
function millsRatio(x: number): number {
  let fraction = x;
  for (let k = fractionDepth; k >= 1; k--) fraction = x + k / fraction;
  return 1 / fraction;
}
