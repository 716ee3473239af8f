import { z95 } from './z95.ts';

/**
 * Wilson's score interval for a proportion of which `successes` of `n` were seen, clipped to [0, 1] by construction.
 * `z` is the normal quantile of the coverage wanted (default 95 %). With n = 0 nothing is known: [0, 1].
 * Wilson 1927; unlike the Wald interval it keeps its coverage at 0 and at 1.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  z: number = z95,
): readonly [number, number] {
  if (n === 0) return [0, 1];
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`successes must lie in [0, ${n}]: ${successes}`);
  }
  const share = successes / n;
  const weight = (z * z) / n;
  const centre = (share + weight / 2) / (1 + weight);
  const half = Math.sqrt(share * (1 - share) * weight + (weight * weight) / 4) / (1 + weight);
  // At the ends the formula is exactly 0 or 1; rounding would leave 1e-17.
  return [successes === 0 ? 0 : centre - half, successes === n ? 1 : centre + half];
}
