import { isStreamed, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';

/** A copy of the named rows, in the order named. */
export function rowSubset(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns, data } = matrix;
  const length = rows.length * columns;
  const copy = data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < rows.length; i++) copy.set(rowOf(matrix, rows[i]), i * columns);
  return { rows: rows.length, columns, data: copy };
}

/** {@link rowSubset} of rows in memory, or found in one pass over their blocks. */
export async function rowsAt(source: RowSource, rows: ArrayLike<number>): Promise<Matrix> {
  if (!isStreamed(source)) return rowSubset(source, rows);
  const { columns } = source;
  const order = Array.from(rows, (row, place) => ({ row, place })).sort((a, b) => a.row - b.row);
  const data = new Float64Array(rows.length * columns);
  let next = 0;
  for await (const { start, matrix } of source.blocks()) {
    for (; next < order.length && order[next].row < start + matrix.rows; next++) {
      data.set(rowOf(matrix, order[next].row - start), order[next].place * columns);
    }
  }
  return { rows: rows.length, columns, data };
}

/** Both matrices' rows, one below the other, in float64, which holds either exactly. */
export function stackedRows(a: Matrix, b: Matrix): Matrix<Float64Array> {
  const data = new Float64Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { rows: a.rows + b.rows, columns: a.columns, data };
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
