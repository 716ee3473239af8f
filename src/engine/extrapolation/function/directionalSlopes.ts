import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { ScoreFunction } from './scoreFunction.ts';

/**
 * ‖A(x) t‖² / ‖t‖² for every row x and its direction t, where A is the Jacobian of the scores: a central difference over
 * `step`, exact in a cell of a piecewise-linear network up to rounding. 0 where t is 0. Both matrices N × D.
 */
export async function squaredSlopes(
  scores: ScoreFunction,
  points: Matrix<Float64Array>,
  directions: Matrix<Float64Array>,
): Promise<Float64Array> {
  const { rows, columns } = points;
  const probes = new Float64Array(2 * rows * columns);
  for (let row = 0; row < rows; row++) {
    const x = rowOf(points, row);
    const t = rowOf(directions, row);
    const factor = scores.step / (Math.sqrt(t.reduce((sum, value) => sum + value * value, 0)) || 1);
    for (let k = 0; k < columns; k++) {
      probes[2 * row * columns + k] = x[k] + factor * t[k];
      probes[(2 * row + 1) * columns + k] = x[k] - factor * t[k];
    }
  }
  const values = await scores.evaluate({ rows: 2 * rows, columns, data: probes });
  return Float64Array.from({ length: rows }, (_, row) => {
    let squared = 0;
    for (let k = 0; k < values.columns; k++) {
      const difference =
        values.data[2 * row * values.columns + k] - values.data[(2 * row + 1) * values.columns + k];
      squared += (difference / (2 * scores.step)) ** 2;
    }
    return squared;
  });
}
