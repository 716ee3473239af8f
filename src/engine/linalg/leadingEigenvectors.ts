import { randomGenerator } from '../stats/randomGenerator.ts';
import { addScaledInto, dot64 } from './dot.ts';
import { type Matrix, rowOf } from './matrix.ts';
import { type Eigenpairs, fixSign, symmetricEigen } from './symmetricEigen.ts';

/** A symmetric positive semi-definite matrix A of which only A · vectors is known; vectors and images are rows. */
export type SymmetricOperator = (vectors: Matrix<Float64Array>) => Promise<Matrix<Float64Array>>;

/** Blocks of the Krylov space between restarts. */
const blocks = 5;
/** Vectors beyond those asked for: they take in the neighbours of the last one, which would slow it down. */
const spare = 8;
/** Residual ‖Av − λv‖ of an eigenpair, as a share of the largest eigenvalue; the angle error is this over the gap. */
const residualShare = 1e-10;
const maxRestarts = 60;

/**
 * The `count` largest eigenvalues of an n × n operator and orthonormal eigenvectors, descending.
 *
 * Block Krylov subspaces with Rayleigh–Ritz and restarts from the leading Ritz vectors (Golub & Underwood 1977;
 * Musco & Musco 2015); a block finds equal eigenvalues, which a single vector misses. A round costs five operator
 * calls (later ones four) on count + 8 vectors and O((count + 8)² n); three rounds are usual. Where the subspace would be most of the space, the operator is
 * written out and decomposed instead. Deterministic: the start is seeded.
 */
export async function leadingEigenvectors(
  operator: SymmetricOperator,
  n: number,
  count: number,
): Promise<Eigenpairs> {
  const width = count + spare;
  if (2 * blocks * width >= n) return symmetricEigen(await operator(identity(n)), count);
  let start = randomBlock(width, n);
  let startImages: Matrix<Float64Array> | undefined;
  for (let restart = 0; ; restart++) {
    const { basis, images } = await krylovSpace(operator, start, startImages);
    const ritz = symmetricEigen(products(basis, images), width);
    start = combine(ritz.vectors, basis);
    startImages = combine(ritz.vectors, images);
    const residual = largestResidual(ritz.values, start, startImages, count);
    if (residual <= residualShare * ritz.values[0] || restart === maxRestarts) {
      return leading(ritz.values, start, count);
    }
  }
}

/** An orthonormal basis of span{S, A S, A² S, …} and its images under A; A S may be known for an orthonormal S. */
async function krylovSpace(
  operator: SymmetricOperator,
  start: Matrix<Float64Array>,
  startImages?: Matrix<Float64Array>,
): Promise<{ basis: Matrix<Float64Array>; images: Matrix<Float64Array> }> {
  const { rows: width, columns: n } = start;
  const basis = { rows: blocks * width, columns: n, data: new Float64Array(blocks * width * n) };
  const images = { ...basis, data: new Float64Array(basis.data.length) };
  let block = start;
  for (let b = 0; b < blocks; b++) {
    const at = b * width * n;
    basis.data.set(block.data, at);
    if (b > 0 || !startImages) {
      for (let i = b * width; i < (b + 1) * width; i++) orthonormalise(basis, i);
    }
    const rows = { rows: width, columns: n, data: basis.data.slice(at, at + width * n) };
    block = b === 0 && startImages ? startImages : await operator(rows);
    images.data.set(block.data, at);
  }
  return { basis, images };
}

/**
 * Makes row i a unit vector orthogonal to the rows before it (Gram–Schmidt, repeated until the length settles); a row
 * that depends on those before is replaced by a seeded random one.
 */
function orthonormalise(basis: Matrix<Float64Array>, i: number): void {
  const n = basis.columns;
  const row = rowOf(basis, i);
  const original = Math.sqrt(dot64(row, 0, row, 0, n));
  let before = original;
  for (;;) {
    for (let j = 0; j < i; j++) {
      addScaledInto(row, 0, basis.data, j * n, n, -dot64(basis.data, j * n, row, 0, n));
    }
    const length = Math.sqrt(dot64(row, 0, row, 0, n));
    if (!(length > 1e-14 * original)) {
      row.set(randomBlock(1, n, i + 1).data);
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

function largestResidual(
  values: Float64Array,
  vectors: Matrix<Float64Array>,
  images: Matrix<Float64Array>,
  count: number,
): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const rest = rowOf(images, i).slice();
    addScaledInto(rest, 0, vectors.data, i * vectors.columns, vectors.columns, -values[i]);
    largest = Math.max(largest, Math.sqrt(dot64(rest, 0, rest, 0, rest.length)));
  }
  return largest;
}

function leading(values: Float64Array, vectors: Matrix<Float64Array>, count: number): Eigenpairs {
  const n = vectors.columns;
  const kept = { rows: count, columns: n, data: vectors.data.slice(0, count * n) };
  for (let i = 0; i < count; i++) fixSign(rowOf(kept, i));
  return { values: values.slice(0, count), vectors: kept };
}

/** a · bᵀ for matrices of equal width. */
function products(a: Matrix<Float64Array>, b: Matrix<Float64Array>): Matrix<Float64Array> {
  const data = new Float64Array(a.rows * b.rows);
  const n = a.columns;
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++) {
      data[i * b.rows + j] = dot64(a.data, i * n, b.data, j * n, n);
    }
  }
  return { rows: a.rows, columns: b.rows, data };
}

/** weights · rows. */
function combine(weights: Matrix<Float64Array>, rows: Matrix<Float64Array>): Matrix<Float64Array> {
  const n = rows.columns;
  const data = new Float64Array(weights.rows * n);
  for (let i = 0; i < weights.rows; i++) {
    for (let j = 0; j < rows.rows; j++) {
      addScaledInto(data, i * n, rows.data, j * n, n, weights.data[i * rows.rows + j]);
    }
  }
  return { rows: weights.rows, columns: n, data };
}

function randomBlock(rows: number, columns: number, seed = 0): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
}

function identity(n: number): Matrix<Float64Array> {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return { rows: n, columns: n, data };
}
