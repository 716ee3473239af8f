import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { MatrixProduct } from '../../linalg/matrixProduct.ts';
import type { ProgressSink } from '../../progress.ts';
import type { AffineHull } from '../affineHull.ts';
import { SmallestList } from '../neighbours/smallestList.ts';
import { projectedSquares } from '../projectedSquares.ts';
import { EllipsoidCore } from './ellipsoidCore.ts';
import { inverseCholesky } from './positiveDefinite.ts';
import { spanningRows } from './spanningRows.ts';

/** The set {x : ‖transform · (x − centre)‖ ≤ 1} within the affine hull of the rows. */
export interface EnclosingEllipsoid {
  /** Length d, a point of the affine hull. */
  readonly centre: Float64Array;
  /** d* × d. */
  readonly transform: Matrix<Float64Array>;
  /**
   * Optimality reached: every row satisfies ω ≤ (d* + 1)(1 + epsilon) before the ellipsoid is blown up to hold all rows, so
   * its volume is at most (1 + epsilon)^{(d* + 1)/2} times the least.
   */
  readonly epsilon: number;
}

export interface EllipsoidOptions {
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
  /** Wanted; 1e-3 unless given. */
  readonly epsilon?: number;
  /** Multiply-adds after which the best so far is returned; 2e10 unless given, some 20 seconds. */
  readonly workLimit?: number;
}

/** Rows above the limit that join the core at a time, for each dimension. */
const additionsPerDimension = 4;

/**
 * The minimum-volume enclosing ellipsoid (D29) of the rows within their affine hull, to 1 + epsilon: Khachiyan's algorithm with
 * away steps on a core of rows, begun with Kumar & Yıldırım's spanning rows and extended by the rows farthest outside until
 * none is. Affine equivariant: solved in whitened coordinates. Every row has gauge ≤ 1 (to rounding). The flat must have a
 * dimension of at least 1.
 */
export async function minimumEllipsoid(
  rows: Matrix,
  hull: AffineHull,
  { product, progress, epsilon = 1e-3, workLimit = 2e10 }: EllipsoidOptions,
): Promise<EnclosingEllipsoid> {
  const d = hull.dimension;
  const whitening = whitened(hull);
  const core = new EllipsoidCore(d);
  const members = new Set(await spanningRows(rows, hull.mean, whitening, product));
  core.add(await coordinates(rows, [...members], hull.mean, whitening, product));
  for (;;) {
    progress.throwIfCancelled();
    progress.report('ellipsoid', Math.min(core.work, workLimit), workLimit);
    core.solve(epsilon / 2, workLimit);
    const shape = shapeOf(core, hull, whitening);
    const squares = await projectedSquares(rows, shape.centre, shape.transform, product);
    // ω = 1 + squared Mahalanobis distance, against n = d + 1.
    const largest = squares.reduce((most, value) => Math.max(most, value), 0);
    const reached = Math.max(0, (largest + 1) / (d + 1) - 1);
    const added = farthestNew(squares, members, additionsPerDimension * d, (d + 1) * (1 + epsilon));
    if (reached <= epsilon || added.length === 0 || core.work >= workLimit) {
      return scaledTo(shape, Math.sqrt(largest), reached);
    }
    for (const row of added) members.add(row);
    core.add(await coordinates(rows, added, hull.mean, whitening, product));
  }
}

/** Axes divided by their deviation: rows · whitening has identity covariance. */
function whitened({ axes, variances }: AffineHull): Matrix<Float64Array> {
  const data = axes.data.map(
    (value, at) => value / Math.sqrt(variances[Math.floor(at / axes.columns)]),
  );
  return { ...axes, data };
}

/** Whitened coordinates of some rows, row-major. */
async function coordinates(
  rows: Matrix,
  indices: readonly number[],
  mean: Float64Array,
  whitening: Matrix<Float64Array>,
  product: MatrixProduct,
): Promise<Float64Array> {
  const data = new Float64Array(indices.length * rows.columns);
  indices.forEach((index, i) => {
    data.set(rowOf(rows, index), i * rows.columns);
  });
  const chosen = { rows: indices.length, columns: rows.columns, data };
  return (await product.project(chosen, mean, whitening)).data;
}

interface Shape {
  readonly centre: Float64Array;
  readonly transform: Matrix<Float64Array>;
}

/** The core's centre and L⁻¹ W, where W whitens and L Lᵀ is the core's scatter: the Mahalanobis map in data units. */
function shapeOf(core: EllipsoidCore, hull: AffineHull, whitening: Matrix<Float64Array>): Shape {
  const d = hull.dimension;
  const columns = hull.mean.length;
  const { centre: white, scatter } = core.moments();
  const factor = inverseCholesky({ rows: d, columns: d, data: scatter })!;
  const centre = hull.mean.slice();
  const data = new Float64Array(d * columns);
  for (let k = 0; k < d; k++) {
    const axis = rowOf(whitening, k);
    const along = white[k] * hull.variances[k];
    for (let j = 0; j < columns; j++) centre[j] += along * axis[j];
    for (let i = k; i < d; i++) {
      const weight = factor[i * d + k];
      for (let j = 0; j < columns; j++) data[i * columns + j] += weight * axis[j];
    }
  }
  return { centre, transform: { rows: d, columns, data } };
}

function farthestNew(
  squares: Float64Array,
  members: ReadonlySet<number>,
  count: number,
  limit: number,
): number[] {
  const list = new SmallestList(Math.min(count, squares.length));
  squares.forEach((value, row) => {
    if (value + 1 > limit && !members.has(row)) list.offer(-value, row);
  });
  return Array.from(list.items).filter((row) => row >= 0);
}

function scaledTo({ centre, transform }: Shape, size: number, epsilon: number): EnclosingEllipsoid {
  return {
    centre,
    transform: { ...transform, data: transform.data.map((value) => value / size) },
    epsilon,
  };
}
