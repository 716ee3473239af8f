import { type Matrix, rowOf } from '../linalg/matrix.ts';

/** Columns added up before the sum is held against the limit. */
const columnsPerCheck = 64;

/**
 * ‖row i − point‖² in float64, or Infinity once it is sure to be above `limit`. Four sums keep the adder busy: one running sum
 * would wait for each addition.
 */
export function squaredDistance(
  rows: Matrix,
  i: number,
  point: ArrayLike<number>,
  limit = Infinity,
): number {
  // A view of the row: indices that begin at 0 are checked once, not at every number, which takes half the time.
  const row = rowOf(rows, i);
  const columns = row.length;
  const whole = columns - (columns % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  while (k < whole) {
    const end = Math.min(whole, k + columnsPerCheck);
    for (; k < end; k += 4) {
      const d0 = row[k] - point[k];
      const d1 = row[k + 1] - point[k + 1];
      const d2 = row[k + 2] - point[k + 2];
      const d3 = row[k + 3] - point[k + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    if (s0 + s1 + (s2 + s3) > limit) return Infinity;
  }
  for (; k < columns; k++) s0 += (row[k] - point[k]) ** 2;
  return s0 + s1 + (s2 + s3);
}

/** ‖row i − point‖² of every row, float64. Cost N · d. */
export function squaredDistances(rows: Matrix, point: ArrayLike<number>): Float64Array {
  const squares = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) squares[i] = squaredDistance(rows, i, point);
  return squares;
}
