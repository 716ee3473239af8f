import { type Matrix, rowsOf } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';

/** Numbers of one product's answer held at a time: 16 MB. */
const answerLength = 1 << 21;

/** ‖basis · (row − centre)‖² of every row, float64, in blocks so that the products are never held whole. */
export async function projectedSquares(
  rows: Matrix,
  centre: Float64Array,
  basis: Matrix<Float64Array>,
  product: MatrixProduct,
): Promise<Float64Array> {
  const squares = new Float64Array(rows.rows);
  if (basis.rows === 0) return squares;
  const step = Math.max(1, Math.floor(answerLength / basis.rows));
  for (let start = 0; start < rows.rows; start += step) {
    const end = Math.min(start + step, rows.rows);
    const scores = await product.project(rowsOf(rows, start, end), centre, basis);
    for (let at = 0; at < scores.data.length; at++) {
      squares[start + Math.floor(at / basis.rows)] += scores.data[at] ** 2;
    }
  }
  return squares;
}
