import { type Matrix, rowOf } from './matrix.ts';
import { tridiagonalEigenvaluesInto } from './tridiagonalEigenvalues.ts';
import { reflectBackInto, tridiagonalForm } from './tridiagonalForm.ts';

/** Eigenvalues, descending, and the eigenvectors that belong to them as orthonormal rows. */
export interface Eigenpairs {
  readonly values: Float64Array;
  readonly vectors: Matrix<Float64Array>;
}

/**
 * The `count` largest eigenvalues of a symmetric matrix (by default all) with their eigenvectors; only the lower triangle
 * is read. Householder reduction, then implicit QL that turns the identity along: orthonormal to rounding also for equal
 * eigenvalues. Some 5·n³ flops. The sign of a vector makes its entry of largest magnitude positive.
 */
export function symmetricEigen(matrix: Matrix<Float64Array>, count = matrix.rows): Eigenpairs {
  const n = matrix.rows;
  const { diagonal, offDiagonal, reflectors } = tridiagonalForm(matrix);
  const turned = new Float64Array(n * n);
  for (let i = 0; i < n; i++) turned[i * n + i] = 1;
  tridiagonalEigenvaluesInto(diagonal, offDiagonal, turned);
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b] - diagonal[a]);
  const vectors = { rows: count, columns: n, data: new Float64Array(count * n) };
  for (let i = 0; i < count; i++) {
    const vector = rowOf(vectors, i);
    vector.set(turned.subarray(order[i] * n, (order[i] + 1) * n));
    reflectBackInto(vector, reflectors);
    fixSign(vector);
  }
  return { values: Float64Array.from(order.slice(0, count), (i) => diagonal[i]), vectors };
}

/** Negates the vector where that makes its (first) entry of largest magnitude positive. */
export function fixSign(vector: Float64Array): void {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let k = 0; k < vector.length; k++) vector[k] = -vector[k];
}
