import type { BlockOperator } from '../linalg/chebyshevFilter.ts';
import { leadingEigenvectors } from '../linalg/leadingEigenvectors.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { type ProgressSink, silentProgress } from '../progress.ts';
import { UserError } from '../userError.ts';
import { addColumnSumsInto } from './columnMeans.ts';
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
 * Principal component analysis in float64: filtered subspace iteration on the scatter matrix, which is formed in one pass up
 * to 2,048 columns and beyond that applied by reading the rows some ten to forty times (120 where variances lie close). Rows may come in blocks. Deterministic.
 * Where there are fewer than `count` columns, as many axes as columns. Can be cancelled after each block and reports the rows of the
 * pass that forms the matrix. Throws UserError without rows.
 */
export async function principalComponents(
  rows: RowSource,
  count: number,
  product: MatrixProduct,
  progress: ProgressSink = silentProgress,
): Promise<PrincipalComponents> {
  if (rows.rows === 0) throw new UserError('Principal components need at least one training row.');
  const axes = Math.min(count, rows.columns);
  const source = blocksOf(rows, Math.max(1, Math.floor(blockNumbers / rows.columns)));
  progress.report('pca', 0, 0);
  const mean = await meanOf(source, progress);
  const { operator, trace } = await scatter(source, mean, product, progress);
  const { values, vectors } = await leadingEigenvectors(operator, rows.columns, axes);
  // Rounding may leave an eigenvalue of zero slightly negative.
  const variances = values.map((value) => Math.max(0, value / rows.rows));
  return { mean, basis: vectors, variances, totalVariance: trace / rows.rows };
}

/** The scatter matrix as an operator, and the sum of its diagonal. */
interface Scatter {
  readonly operator: BlockOperator;
  readonly trace: number;
}

/** Numbers of a block of rows that are held: large enough for products to run at speed, a fraction of a second to wait for. */
const blockNumbers = 1 << 23;

/** Up to here the scatter matrix is made once (34 MB), which costs less than reading the rows a dozen times. */
const scatterMatrixColumns = 2048;

async function scatter(
  rows: RowBlocks,
  mean: Float64Array,
  product: MatrixProduct,
  progress: ProgressSink,
): Promise<Scatter> {
  if (rows.columns <= scatterMatrixColumns) {
    const matrix = await sumOverBlocks(rows, progress, (block, start) => {
      progress.report('pca', start, rows.rows);
      return product.scatterMatrix(block, mean);
    });
    const nowhere = new Float64Array(rows.columns);
    // The matrix is its own transpose, which is what the vectors are multiplied by.
    return {
      operator: (vectors) => product.project(vectors, nowhere, matrix),
      trace: traceOf(matrix),
    };
  }
  let calls = 0;
  const operator: BlockOperator = (vectors) => {
    progress.report('pca', ++calls, 0);
    return sumOverBlocks(rows, progress, (block) => product.scatter(block, mean, vectors));
  };
  return { operator, trace: await summedSquares(rows, mean, progress) };
}

/** Sum of what each block gives. There must be a block. */
async function sumOverBlocks(
  rows: RowBlocks,
  progress: ProgressSink,
  part: (block: Matrix, start: number) => Promise<Matrix<Float64Array>>,
): Promise<Matrix<Float64Array>> {
  let sum: Matrix<Float64Array> | undefined;
  for await (const { start, matrix } of rows.blocks()) {
    progress.throwIfCancelled();
    const own = await part(matrix, start);
    if (!sum) sum = own;
    else for (let i = 0; i < own.data.length; i++) sum.data[i] += own.data[i];
  }
  return sum!;
}

function traceOf({ rows, data }: Matrix): number {
  let trace = 0;
  for (let i = 0; i < rows; i++) trace += data[i * (rows + 1)];
  return trace;
}

async function meanOf(source: RowBlocks, progress: ProgressSink): Promise<Float64Array> {
  const { rows, columns } = source;
  const mean = new Float64Array(columns);
  for await (const { matrix } of source.blocks()) {
    progress.throwIfCancelled();
    addColumnSumsInto(mean, matrix);
  }
  for (let k = 0; k < columns; k++) mean[k] /= rows;
  return mean;
}

/** Σ over rows of ‖row − mean‖². */
async function summedSquares(
  source: RowBlocks,
  mean: Float64Array,
  progress: ProgressSink,
): Promise<number> {
  let sum = 0;
  for await (const { matrix } of source.blocks()) {
    progress.throwIfCancelled();
    const { data } = matrix;
    for (let at = 0; at < data.length;) {
      for (let k = 0; k < mean.length; k++) sum += (data[at++] - mean[k]) ** 2;
    }
  }
  return sum;
}
