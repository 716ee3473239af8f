import type { Matrix } from '../linalg/matrix.ts';

/** Columns added up before the sum is held against the limit. */
const columnsPerCheck = 64;

/**
 * ‖row i − point‖² in float64, or Infinity once it is sure to be above `limit`. Four sums keep the adder busy: one running sum
 * would wait for each addition.
 */
export function squaredDistance(
  { columns, data }: Matrix,
  i: number,
  point: ArrayLike<number>,
  limit = Infinity,
): number {
  const offset = i * columns;
  const whole = columns - (columns % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (let check = columnsPerCheck; k < whole; k += 4) {
    if (k === check) {
      if (s0 + s1 + (s2 + s3) > limit) return Infinity;
      check += columnsPerCheck;
    }
    const d0 = data[offset + k] - point[k];
    const d1 = data[offset + k + 1] - point[k + 1];
    const d2 = data[offset + k + 2] - point[k + 2];
    const d3 = data[offset + k + 3] - point[k + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; k < columns; k++) s0 += (data[offset + k] - point[k]) ** 2;
  return s0 + s1 + (s2 + s3);
}

/** ‖row i − point‖² of every row, float64. Cost N · d. */
export function squaredDistances(rows: Matrix, point: ArrayLike<number>): Float64Array {
  const squares = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) squares[i] = squaredDistance(rows, i, point);
  return squares;
}
