import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { RandomGenerator } from '../../stats/randomGenerator.ts';
import type { ScoreFunction } from './scoreFunction.ts';

/**
 * Mixup gap (D44) of each pair of rows (a, b), at a random λ: ‖f(λa + (1 − λ)b) − λf(a) − (1 − λ)f(b)‖ / ‖f(a) − f(b)‖. 0 when
 * the segment stays in one linear region. Pairs with f(a) = f(b) give `NaN`. `a` and `b` are pairs × D.
 */
export async function mixupGaps(
  scores: ScoreFunction,
  a: Matrix<Float64Array>,
  b: Matrix<Float64Array>,
  rng: RandomGenerator,
): Promise<Float64Array> {
  const shares = Float64Array.from({ length: a.rows }, () => rng.uniform());
  const data = a.data.map((value, at) => {
    const share = shares[Math.floor(at / a.columns)];
    return share * value + (1 - share) * b.data[at];
  });
  const mixed = await scores.evaluate({ ...a, data });
  const atA = await scores.evaluate(a);
  const atB = await scores.evaluate(b);
  return shares.map((share, row) => {
    const [m, u, v] = [rowOf(mixed, row), rowOf(atA, row), rowOf(atB, row)];
    let gap = 0;
    let chord = 0;
    for (let k = 0; k < m.length; k++) {
      gap += (m[k] - share * u[k] - (1 - share) * v[k]) ** 2;
      chord += (u[k] - v[k]) ** 2;
    }
    return chord > 0 ? Math.sqrt(gap / chord) : NaN;
  });
}
