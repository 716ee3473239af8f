import { addScaledInto, dot64 } from '../../../engine/linalg/dot.ts';
import { type Matrix, rowOf } from '../../../engine/linalg/matrix.ts';

/**
 * R with M Mᵀ = R Rᵀ for a matrix with no more rows than columns, transposed: n × n, n the rows of M. For any coefficients c the
 * combination of rows c M is as long as c R, so that lengths can be had from fewer coordinates. Modified Gram–Schmidt, 2·n²·columns
 * flops; R is as accurate as that of a Householder QR (Björck 1967).
 */
export function orthogonalFactor(matrix: Matrix<Float64Array>): Matrix<Float64Array> {
  const { rows, columns } = matrix;
  const rest = { rows, columns, data: matrix.data.slice() };
  const factor = new Float64Array(rows * rows);
  for (let pivot = 0; pivot < rows; pivot++) {
    const direction = rowOf(rest, pivot);
    const length = Math.sqrt(dot64(direction, 0, direction, 0, columns));
    if (length === 0) continue;
    for (let k = 0; k < columns; k++) direction[k] /= length;
    factor[pivot * rows + pivot] = length;
    for (let row = pivot + 1; row < rows; row++) {
      const share = dot64(direction, 0, rest.data, row * columns, columns);
      factor[pivot * rows + row] = share;
      addScaledInto(rest.data, row * columns, direction, 0, columns, -share);
    }
  }
  return { rows, columns: rows, data: factor };
}
