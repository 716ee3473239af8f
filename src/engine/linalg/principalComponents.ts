import type { ProgressSink } from '../progress.ts';
import { UserError } from '../userError.ts';
import { leadingEigenvectors } from './leadingEigenvectors.ts';
import type { Matrix } from './matrix.ts';
import type { MatrixProduct } from './matrixProduct.ts';

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
 * Throws UserError when `count` is not in [1, d] or there is no row.
 */
export async function principalComponents(
  rows: Matrix,
  count: number,
  options: { readonly product: MatrixProduct; readonly progress: ProgressSink },
): Promise<PrincipalComponents> {
  if (!(Number.isInteger(count) && count >= 1 && count <= rows.columns) || rows.rows === 0) {
    throw new UserError(
      `${count} principal components need at least one row and ${count} columns, but the data is ${rows.rows} × ${rows.columns}; ask for fewer components.`,
    );
  }
  const { mean, totalVariance } = moments(rows);
  let calls = 0;
  const scatter = async (vectors: Matrix<Float64Array>): Promise<Matrix<Float64Array>> => {
    options.progress.throwIfCancelled();
    options.progress.report('pca', calls++, 0);
    return options.product.scatter(rows, mean, vectors);
  };
  const { values, vectors } = await leadingEigenvectors(scatter, rows.columns, count);
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
