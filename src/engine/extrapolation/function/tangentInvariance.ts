import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { RandomGenerator } from '../../stats/randomGenerator.ts';
import { squaredSlopes } from './directionalSlopes.ts';
import type { ScoreFunction } from './scoreFunction.ts';

/** Random directions that stand for all: the mean of ‖A u‖² over unit vectors u is ‖A‖_F² / D. */
const randomDirections = 16;

/** Per row an unbiased estimate of ‖A‖_F² / D, the mean of ‖A u‖² over unit vectors u: what a direction that is nothing special has. */
export async function randomSquaredSlopes(
  scores: ScoreFunction,
  points: Matrix<Float64Array>,
  rng: RandomGenerator,
): Promise<Float64Array> {
  const means = new Float64Array(points.rows);
  for (let i = 0; i < randomDirections; i++) {
    const data = Float64Array.from({ length: points.data.length }, () => rng.normal());
    const slopes = await squaredSlopes(scores, points, { ...points, data });
    for (let row = 0; row < means.length; row++) means[row] += slopes[row] / randomDirections;
  }
  return means;
}

/**
 * Tangent-direction invariance (D42): Σ ‖A t̂‖² over the rows, over the sum of `atRandom` ({@link randomSquaredSlopes}). 1 = the
 * direction is nothing special, 0 = the scores do not change along it, above 1 = they change more than at random. Rows whose
 * tangent is 0 are left out; `undefined` when all are, or when the scores change in no direction.
 */
export async function tangentInvariance(
  scores: ScoreFunction,
  points: Matrix<Float64Array>,
  tangents: Matrix<Float64Array>,
  atRandom: Float64Array,
): Promise<{ readonly ratio: number; readonly rows: number } | undefined> {
  const slopes = await squaredSlopes(scores, points, tangents);
  let along = 0;
  let usual = 0;
  let rows = 0;
  for (let row = 0; row < points.rows; row++) {
    if (rowOf(tangents, row).every((value) => value === 0)) continue;
    along += slopes[row];
    usual += atRandom[row];
    rows++;
  }
  return usual > 0 ? { ratio: along / usual, rows } : undefined;
}
