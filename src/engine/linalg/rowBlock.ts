import { randomGenerator } from '../stats/randomGenerator.ts';
import { addScaledInto, dot64, lengthOf } from './dot.ts';
import { type Matrix, rowOf } from './matrix.ts';

/** A row whose part outside the others is this small against its length is rounding. */
const dependent = 1e-14;

/** a · bᵀ for matrices of equal width and height of which it is known to be symmetric. */
export function symmetricProducts(
  a: Matrix<Float64Array>,
  b: Matrix<Float64Array>,
): Matrix<Float64Array> {
  const { rows, columns: n } = a;
  const data = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      data[i * rows + j] = data[j * rows + i] = dot64(a.data, i * n, b.data, j * n, n);
    }
  }
  return { rows, columns: rows, data };
}

/** weights · rows. */
export function combinedRows(
  weights: Matrix<Float64Array>,
  { rows, columns: n, data: source }: Matrix<Float64Array>,
): Matrix<Float64Array> {
  const data = new Float64Array(weights.rows * n);
  for (let i = 0; i < weights.rows; i++) {
    const [at, own] = [i * n, i * rows];
    let j = 0;
    // Four at a time: each sum is then read and written once for four products.
    for (; j + 4 <= rows; j += 4) {
      const [a, b, c, d] = weights.data.subarray(own + j, own + j + 4);
      for (let k = 0, from = j * n; k < n; k++, from++) {
        data[at + k] +=
          a * source[from] +
          b * source[from + n] +
          c * source[from + 2 * n] +
          d * source[from + 3 * n];
      }
    }
    for (; j < rows; j++) addScaledInto(data, at, source, j * n, n, weights.data[own + j]);
  }
  return { rows: weights.rows, columns: n, data };
}

/**
 * Makes the rows orthonormal, first to last (Gram–Schmidt, repeated until the length settles); a row that depends on those
 * before is replaced by a seeded random one. There must be no more rows than columns.
 */
export function orthonormaliseRowsInto(block: Matrix<Float64Array>): void {
  for (let i = 0; i < block.rows; i++) orthonormaliseInto(block, i);
}

function orthonormaliseInto(block: Matrix<Float64Array>, i: number): void {
  const n = block.columns;
  const row = rowOf(block, i);
  const original = lengthOf(row);
  let before = original;
  for (;;) {
    for (let j = 0; j < i; j++) {
      addScaledInto(row, 0, block.data, j * n, n, -dot64(block.data, j * n, row, 0, n));
    }
    const length = lengthOf(row);
    if (!(length > dependent * original)) {
      row.set(randomRows(1, n, i + 1).data);
      before = Infinity;
      continue;
    }
    if (length > before / 2) {
      for (let k = 0; k < n; k++) row[k] /= length;
      return;
    }
    before = length;
  }
}

/** Independent standard normals from a seed. */
export function randomRows(rows: number, columns: number, seed = 0): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
}
