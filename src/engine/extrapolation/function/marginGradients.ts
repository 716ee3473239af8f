import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { ScoreFunction } from './scoreFunction.ts';

/** Evaluations in one call: some 100 MB of probes at 784 columns. */
const probesPerCall = 16_384;

/**
 * |∂m / ∂x_i| of every row and column, rows × d, where m is the margin of the row's largest score over its second largest: forward
 * differences over `step`, exact within a cell of a piecewise-linear network. Costs d + 1 evaluations a row. A single score is its
 * own margin.
 */
export async function marginGradients(
  scores: ScoreFunction,
  points: Matrix<Float64Array>,
): Promise<Matrix<Float64Array>> {
  const { rows, columns } = points;
  const gradients = new Float64Array(rows * columns);
  const perCall = Math.max(1, Math.floor(probesPerCall / (columns + 1)));
  for (let start = 0; start < rows; start += perCall) {
    const end = Math.min(start + perCall, rows);
    const values = await scores.evaluate(probesOf(points, start, end, scores.step));
    for (let row = start; row < end; row++) {
      const first = (row - start) * (columns + 1);
      const [best, second] = twoLargest(rowOf(values, first));
      const marginAt = (index: number): number => {
        const own = rowOf(values, index);
        return own[best] - (second < 0 ? 0 : own[second]);
      };
      const here = marginAt(first);
      for (let k = 0; k < columns; k++) {
        const slope = (marginAt(first + 1 + k) - here) / scores.step;
        gradients[row * columns + k] = Math.abs(slope);
      }
    }
  }
  return { rows, columns, data: gradients };
}

/** Each row, then the row with one column moved by the step, for every column. */
function probesOf(
  points: Matrix<Float64Array>,
  start: number,
  end: number,
  step: number,
): Matrix<Float64Array> {
  const { columns } = points;
  const rows = (end - start) * (columns + 1);
  const data = new Float64Array(rows * columns);
  let at = 0;
  for (let row = start; row < end; row++) {
    for (let moved = -1; moved < columns; moved++) {
      data.set(rowOf(points, row), at);
      if (moved >= 0) data[at + moved] += step;
      at += columns;
    }
  }
  return { rows, columns, data };
}

function twoLargest(values: Float64Array): [number, number] {
  let best = 0;
  let second = -1;
  for (let k = 1; k < values.length; k++) {
    if (values[k] > values[best]) [best, second] = [k, best];
    else if (second < 0 || values[k] > values[second]) second = k;
  }
  return [best, second];
}
