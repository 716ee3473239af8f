import type { Matrix } from '../linalg/matrix.ts';

/** ‖row i − point‖² in float64. */
export function squaredDistance(
  { columns, data }: Matrix,
  i: number,
  point: ArrayLike<number>,
): number {
  const offset = i * columns;
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    const difference = data[offset + k] - point[k];
    sum += difference * difference;
  }
  return sum;
}

/** ‖row i − point‖² of every row, float64. Cost N · d. */
export function squaredDistances(rows: Matrix, point: ArrayLike<number>): Float64Array {
  const squares = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) squares[i] = squaredDistance(rows, i, point);
  return squares;
}
