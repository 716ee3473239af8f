import { leadingEigenvectors, type SymmetricOperator } from '../linalg/leadingEigenvectors.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { type ProgressSink, silentProgress } from '../progress.ts';
import { UserError } from '../userError.ts';
import { blocksOf, type RowBlocks, type RowSource } from './streamed/rowBlocks.ts';

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
 * Principal component analysis in float64: block Krylov iteration on the scatter matrix, which is formed in one pass up
 * to 2,048 columns and beyond that applied by reading the rows some ten to forty times. Rows may come in blocks. Deterministic.
 * Where there are fewer than `count` columns, as many axes as columns. Throws UserError without rows.
 */
export async function principalComponents(
  rows: RowSource,
  count: number,
  product: MatrixProduct,
  progress: ProgressSink = silentProgress,
): Promise<PrincipalComponents> {
  if (rows.rows === 0) throw new UserError('Principal components need at least one training row.');
  const axes = Math.min(count, rows.columns);
  const source = blocksOf(rows);
  const { mean, totalVariance } = await moments(source);
  const scatter = await scatterOperator(source, mean, product, progress);
  const { values, vectors } = await leadingEigenvectors(scatter, rows.columns, axes);
  // Rounding may leave an eigenvalue of zero slightly negative.
  const variances = values.map((value) => Math.max(0, value / rows.rows));
  return { mean, basis: vectors, variances, totalVariance };
}

/** Up to here the scatter matrix is made once (34 MB), which costs less than reading the rows a dozen times. */
const scatterMatrixColumns = 2048;

async function scatterOperator(
  rows: RowBlocks,
  mean: Float64Array,
  product: MatrixProduct,
  progress: ProgressSink,
): Promise<SymmetricOperator> {
  progress.throwIfCancelled();
  progress.report('pca', 0, 0);
  if (rows.columns <= scatterMatrixColumns) {
    const matrix = await sumOverBlocks(rows, (block) => product.scatterMatrix(block, mean));
    return (vectors) => timesSymmetric(vectors, matrix, product);
  }
  let calls = 0;
  return (vectors) => {
    progress.throwIfCancelled();
    progress.report('pca', ++calls, 0);
    return sumOverBlocks(rows, (block) => product.scatter(block, mean, vectors));
  };
}

/** Sum of what each block gives. There must be a block. */
async function sumOverBlocks(
  rows: RowBlocks,
  part: (block: Matrix) => Promise<Matrix<Float64Array>>,
): Promise<Matrix<Float64Array>> {
  let sum: Matrix<Float64Array> | undefined;
  for await (const { matrix } of rows.blocks()) {
    const own = await part(matrix);
    if (!sum) sum = own;
    else for (let i = 0; i < own.data.length; i++) sum.data[i] += own.data[i];
  }
  return sum!;
}

/** vectors · matrix, k × n times symmetric n × n: the transpose of matrix · vectorsᵀ. */
async function timesSymmetric(
  vectors: Matrix<Float64Array>,
  matrix: Matrix<Float64Array>,
  product: MatrixProduct,
): Promise<Matrix<Float64Array>> {
  const { rows, columns: n } = vectors;
  const images = await product.project(matrix, new Float64Array(n), vectors);
  const data = new Float64Array(rows * n);
  for (let j = 0; j < n; j++) {
    for (let v = 0; v < rows; v++) data[v * n + j] = images.data[j * rows + v];
  }
  return { rows, columns: n, data };
}

/** Column means, and the summed variance around them in a second pass. */
async function moments(source: RowBlocks): Promise<{ mean: Float64Array; totalVariance: number }> {
  const { rows, columns } = source;
  const mean = new Float64Array(columns);
  for await (const { matrix } of source.blocks()) {
    const { data } = matrix;
    for (let at = 0; at < data.length;) {
      for (let k = 0; k < columns; k++) mean[k] += data[at++];
    }
  }
  for (let k = 0; k < columns; k++) mean[k] /= rows;
  let sum = 0;
  for await (const { matrix } of source.blocks()) {
    const { data } = matrix;
    for (let at = 0; at < data.length;) {
      for (let k = 0; k < columns; k++) sum += (data[at++] - mean[k]) ** 2;
    }
  }
  return { mean, totalVariance: sum / rows };
}
