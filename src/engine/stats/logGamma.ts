/** From here on five terms of Stirling's series reach double precision. */
const stirlingStart = 10;
/** B_{2n} / (2n(2n − 1)): coefficients of x^{1−2n} in Stirling's series. */
const stirlingCoefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188];

/** ln Γ(x) for x > 0, error below 4e-14, absolute or relative to ln Γ. Stirling's series after Γ(x + 1) = xΓ(x). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0: ${x}`);
  let shifted = x;
  let product = 1;
  for (; shifted < stirlingStart; shifted++) product *= shifted;
  const inverse = 1 / shifted;
  const series = stirlingCoefficients.reduceRight(
    (sum, coefficient) => sum * inverse * inverse + coefficient,
    0,
  );
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2;
  return stirling + series * inverse - Math.log(product);
}

/** ln of the binomial coefficient n over k, for real 0 ≤ k ≤ n (Γ in place of the factorials). */
export function logBinomial(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
