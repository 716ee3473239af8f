import { type Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { type ProgressSink, silentProgress } from '../progress.ts';
import { principalComponents } from './principalComponents.ts';
import type { RowSource } from './streamed/rowBlocks.ts';

/** The flat that the training rows span, with all their principal axes. */
export interface AffineHull {
  /** Length d. */
  readonly mean: Float64Array;
  /** Of all d axes, descending, divided by N. */
  readonly variances: Float64Array;
  /** Dimension d* of the flat: axes whose deviation is above {@link rankTolerance}. */
  readonly dimension: number;
  /** d* × d, orthonormal. */
  readonly axes: Matrix<Float64Array>;
  /** (d − d*) × d, orthonormal: the directions in which training rows do not vary. */
  readonly normals: Matrix<Float64Array>;
}

/**
 * A deviation below this share of the largest counts as zero: some seven roundings of float32. An eigenvalue of the scatter
 * matrix carries an error of about d·ε of the largest, so its root cannot be told from zero below √(4·d·ε), 8e-7 for d = 784.
 * (The customary max(N, d)·ε₃₂ would call 150 real directions of MNIST's 712 rounding noise.)
 */
export function rankTolerance(dimension: number): number {
  return Math.sqrt(4 * dimension * Number.EPSILON);
}

/**
 * All principal axes of the rows and the dimension of their affine hull (D22 step 2, D38). Rows must not be empty. Some 5 d³
 * operations after one product of the rows with themselves: callers keep d in the hundreds.
 */
export async function affineHull(
  rows: RowSource,
  product: MatrixProduct,
  progress: ProgressSink = silentProgress,
): Promise<AffineHull> {
  const d = rows.columns;
  const { mean, basis, variances } = await principalComponents(rows, d, product, progress);
  const least = variances[0] * rankTolerance(d) ** 2;
  const dimension = variances.reduce((count, variance) => count + (variance > least ? 1 : 0), 0);
  return {
    mean,
    variances,
    dimension,
    axes: { rows: dimension, columns: d, data: basis.data.slice(0, dimension * d) },
    normals: { rows: d - dimension, columns: d, data: basis.data.slice(dimension * d) },
  };
}
