import type { Matrix } from './matrix.ts';
import { tridiagonalEigenvaluesInto } from './tridiagonalEigenvalues.ts';
import { tridiagonalForm } from './tridiagonalForm.ts';

/**
 * All eigenvalues of a symmetric matrix, descending; only its lower triangle is read, and it is not changed.
 * Householder reduction to tridiagonal form, then implicit QL. Cost 4/3·n³ flops (n = 1000: about a second);
 * absolute error some n·ε·‖A‖₂. Throws RangeError when the matrix is not square.
 */
export function symmetricEigenvalues(matrix: Matrix<Float64Array>): Float64Array {
  const { diagonal, offDiagonal } = tridiagonalForm(matrix);
  tridiagonalEigenvaluesInto(diagonal, offDiagonal);
  return diagonal.sort().reverse();
}
