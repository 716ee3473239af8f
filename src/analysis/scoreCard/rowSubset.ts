import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';

/** A copy of the named rows, in the order named. */
export function rowSubset(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns, data } = matrix;
  const length = rows.length * columns;
  const copy = data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < rows.length; i++) copy.set(rowOf(matrix, rows[i]), i * columns);
  return { rows: rows.length, columns, data: copy };
}

/** Numbers of [0, rows) that are not among `without` (ascending), ascending. */
export function otherRows(rows: number, without: Int32Array): Int32Array {
  const others = new Int32Array(rows - without.length);
  let next = 0;
  let skipped = 0;
  for (let row = 0; row < rows; row++) {
    if (without[skipped] === row) skipped++;
    else others[next++] = row;
  }
  return others;
}
