import type { CertifiedSpace } from './certificates/certificateFile.ts';
import { rankTolerance } from '../engine/extrapolation/affineHull.ts';
import { principalComponents } from '../engine/extrapolation/principalComponents.ts';
import type { RowSource } from '../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { UserError } from '../engine/userError.ts';
import { mappedRows } from './mappedRows.ts';
import { namedProgress } from './namedProgress.ts';

/** Rows that can be read in blocks. */
export interface RowReader {
  readonly rows: number;
  read(start: number, end: number): Promise<Float32Array>;
  /** As `read`, into the beginning of `out`. */
  readInto?(start: number, end: number, out: Float32Array): Promise<void>;
}

const rowsPerBlock = 2048;

/** Largest matrix held in memory, in elements: 1.6 GB of float32. */
const maximalElements = 4e8;

/** All rows in one matrix, row-major. Reports rows done under `stage`. Throws UserError when they do not fit into memory. */
export async function readMatrix(
  source: RowReader,
  dimension: number,
  stage: string,
  progress: ProgressSink,
): Promise<Matrix<Float32Array>> {
  if (source.rows * dimension > maximalElements) {
    throw new UserError(
      `${source.rows} rows of ${dimension} numbers need ${Math.round((source.rows * dimension * 4) / 1e9)} GB; ` +
        'take fewer rows (--limit-train, --limit-test).',
    );
  }
  const data = new Float32Array(source.rows * dimension);
  for (let start = 0; start < source.rows; start += rowsPerBlock) {
    progress.throwIfCancelled();
    progress.report(stage, start, source.rows);
    const end = Math.min(start + rowsPerBlock, source.rows);
    data.set(await source.read(start, end), start * dimension);
  }
  return { rows: source.rows, columns: dimension, data };
}

/** Leading principal components of the training rows, and both sets in their coordinates (float64). */
export interface Projection {
  /** Length d. */
  readonly mean: Float64Array;
  /** k × d, orthonormal rows. */
  readonly basis: Matrix<Float64Array>;
  readonly train: RowSource;
  readonly test: Matrix<Float64Array>;
}

/**
 * Projects both sets on the first `components` principal axes of the training rows; on fewer where the rows span fewer
 * dimensions, since further coordinates would be rounding noise. At least on one. Of streamed rows the projection is held where it is
 * at most `held` numbers. Progress is told as `Principal axes of pca:K`.
 */
export async function projectOnComponents(
  train: RowSource,
  test: Matrix,
  components: number,
  held: number,
  { product, progress }: { readonly product: MatrixProduct; readonly progress: ProgressSink },
): Promise<Projection> {
  const told = namedProgress(progress, `Principal axes of pca:${components}`);
  const found = await principalComponents(train, components, product, told);
  const { mean, basis: axes, variances } = found;
  const least = variances[0] * rankTolerance(train.columns) ** 2;
  const real = Math.max(1, variances.filter((variance) => variance > least).length);
  const basis = { ...axes, rows: real, data: axes.data.slice(0, real * axes.columns) };
  const project = (rows: Matrix): Promise<Matrix> => product.project(rows, mean, basis);
  return {
    mean,
    basis,
    train: await mappedRows(train, real, held, project, told),
    test: await product.project(test, mean, basis),
  };
}

/** The projection as certificates write it down. */
export function certifiedBasis({ mean, basis }: Projection): CertifiedSpace {
  const axes = Array.from({ length: basis.rows }, (_, k) => [
    ...basis.data.subarray(k * basis.columns, (k + 1) * basis.columns),
  ]);
  return { pca: basis.rows, mean: [...mean], basis: axes };
}
