import { addScaledInto, dot64, lengthOf } from '../../linalg/dot.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import type { MatrixProduct } from '../../linalg/matrixProduct.ts';

/**
 * At most 2 d rows whose affine hull is that of all rows (Kumar & Yıldırım 2005): the two extreme rows in a direction orthogonal
 * to the differences found so far, d times over. `whitening` (d × D) maps row − mean to coordinates with identity covariance.
 */
export async function spanningRows(
  rows: Matrix,
  mean: Float64Array,
  whitening: Matrix<Float64Array>,
  product: MatrixProduct,
): Promise<number[]> {
  const d = whitening.rows;
  const chosen = new Set<number>();
  const spanned: Float64Array[] = [];
  while (spanned.length < d) {
    const direction = orthogonalDirection(spanned, d);
    const extremes = await extremeRows(rows, mean, mapped(direction, whitening), product);
    chosen.add(extremes.least).add(extremes.greatest);
    const difference = new Float64Array(d);
    for (let k = 0; k < d; k++) {
      for (let j = 0; j < rows.columns; j++) {
        const step =
          rows.data[extremes.greatest * rows.columns + j] -
          rows.data[extremes.least * rows.columns + j];
        difference[k] += whitening.data[k * rows.columns + j] * step;
      }
    }
    spanned.push(orthonormal(difference, spanned));
  }
  return [...chosen];
}

/** A unit vector orthogonal to the given orthonormal ones: the coordinate axis least covered by them, made orthogonal. */
function orthogonalDirection(spanned: readonly Float64Array[], d: number): Float64Array {
  const covered = new Float64Array(d);
  for (const vector of spanned) for (let k = 0; k < d; k++) covered[k] += vector[k] ** 2;
  const axis = new Float64Array(d);
  axis[covered.reduce((best, value, k) => (value < covered[best] ? k : best), 0)] = 1;
  return orthonormal(axis, spanned);
}

/** Gram–Schmidt, twice, then unit length. */
function orthonormal(vector: Float64Array, spanned: readonly Float64Array[]): Float64Array {
  const rest = vector.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const other of spanned) {
      addScaledInto(rest, 0, other, 0, rest.length, -dot64(rest, 0, other, 0, rest.length));
    }
  }
  const length = lengthOf(rest);
  return rest.map((value) => value / length);
}

/** The direction in data units: whiteningᵀ · direction, as a matrix of one row. */
function mapped(direction: Float64Array, whitening: Matrix<Float64Array>): Matrix<Float64Array> {
  const data = new Float64Array(whitening.columns);
  for (let k = 0; k < direction.length; k++) {
    addScaledInto(data, 0, whitening.data, k * whitening.columns, whitening.columns, direction[k]);
  }
  return { rows: 1, columns: whitening.columns, data };
}

async function extremeRows(
  rows: Matrix,
  mean: Float64Array,
  direction: Matrix<Float64Array>,
  product: MatrixProduct,
): Promise<{ least: number; greatest: number }> {
  const { data } = await product.project(rows, mean, direction);
  let least = 0;
  let greatest = 0;
  for (let i = 1; i < data.length; i++) {
    if (data[i] < data[least]) least = i;
    if (data[i] > data[greatest]) greatest = i;
  }
  return { least, greatest };
}
