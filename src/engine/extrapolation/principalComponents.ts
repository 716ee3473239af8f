import { leadingEigenvectors } from '../linalg/leadingEigenvectors.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { type ProgressSink, silentProgress } from '../progress.ts';
import { UserError } from '../userError.ts';

/** The leading principal axes of some rows; `pca:K` coordinates are (row − mean) · basisᵀ. */
export interface PrincipalComponents {
  /** Length d. */
  readonly mean: Float64Array;
  /** K × d, orthonormal rows, by descending variance; each row's entry of largest magnitude is positive. */
  readonly basis: Matrix<Float64Array>;
  /** Variance along each axis (divided by N, not N − 1), descending. */
  readonly variances: Float64Array;
  /** Sum of the variances of all d columns: variances / totalVariance are the explained shares. */
  readonly totalVariance: number;
}

/**
 * Principal component analysis in float64: block Krylov iteration on the scatter operator, which reads the rows some ten
 * to forty times and never forms a d × d matrix unless K is a good part of d. Relative residual 1e-12. Deterministic.
 * Where there are fewer than `count` columns, as many axes as columns. Throws UserError without rows.
 */
export async function principalComponents(
  rows: Matrix,
  count: number,
  product: MatrixProduct,
  progress: ProgressSink = silentProgress,
): Promise<PrincipalComponents> {
  if (rows.rows === 0) throw new UserError('Principal components need at least one training row.');
  const axes = Math.min(count, rows.columns);
  const { mean, totalVariance } = moments(rows);
  let calls = 0;
  const scatter = async (vectors: Matrix<Float64Array>): Promise<Matrix<Float64Array>> => {
    progress.throwIfCancelled();
    progress.report('pca', calls++, 0);
    return product.scatter(rows, mean, vectors);
  };
  const { values, vectors } = await leadingEigenvectors(scatter, rows.columns, axes);
  // Rounding may leave an eigenvalue of zero slightly negative.
  const variances = values.map((value) => Math.max(0, value / rows.rows));
  return { mean, basis: vectors, variances, totalVariance };
}

/** Column means, and the summed variance around them in a second pass. */
function moments({ rows, columns, data }: Matrix): { mean: Float64Array; totalVariance: number } {
  const mean = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) mean[k] += data[at++];
  }
  for (let k = 0; k < columns; k++) mean[k] /= rows;
  let sum = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) sum += (data[at++] - mean[k]) ** 2;
  }
  return { mean, totalVariance: sum / rows };
}
