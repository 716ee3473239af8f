import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { RandomGenerator } from '../../stats/randomGenerator.ts';
import { squaredSlopes } from './directionalSlopes.ts';
import type { ScoreFunction } from './scoreFunction.ts';

/** Random directions that stand for all: the mean of ‖A u‖² over unit vectors u is ‖A‖_F² / D. */
const randomDirections = 16;

/**
 * Tangent-direction invariance (D42): Σ ‖A t̂‖² over the rows, over what a random unit direction gives there. 1 = the direction is
 * nothing special, 0 = the scores do not change along it, above 1 = they change more than at random. Rows whose tangent is 0 are
 * left out; `undefined` when all are, or when the scores change in no direction.
 */
export async function tangentInvariance(
  scores: ScoreFunction,
  points: Matrix<Float64Array>,
  tangents: Matrix<Float64Array>,
  rng: RandomGenerator,
): Promise<{ readonly ratio: number; readonly rows: number } | undefined> {
  const moving = Array.from({ length: points.rows }, (_, row) => row).filter((row) =>
    rowOf(tangents, row).some((value) => value !== 0),
  );
  const x = chosen(points, moving);
  const along = sum(await squaredSlopes(scores, x, chosen(tangents, moving)));
  let atRandom = 0;
  for (let i = 0; i < randomDirections; i++) {
    const data = Float64Array.from({ length: x.data.length }, () => rng.normal());
    atRandom += sum(await squaredSlopes(scores, x, { ...x, data })) / randomDirections;
  }
  return atRandom > 0 ? { ratio: along / atRandom, rows: moving.length } : undefined;
}

function chosen(matrix: Matrix<Float64Array>, rows: readonly number[]): Matrix<Float64Array> {
  const data = new Float64Array(rows.length * matrix.columns);
  rows.forEach((row, i) => {
    data.set(rowOf(matrix, row), i * matrix.columns);
  });
  return { rows: rows.length, columns: matrix.columns, data };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
