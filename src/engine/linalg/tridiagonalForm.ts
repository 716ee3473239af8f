import { addScaledInto, dot64 } from './dot.ts';
import type { Matrix } from './matrix.ts';

/** T = H A H for a symmetric A, T tridiagonal and H a product of reflections. */
export interface TridiagonalForm {
  /** Length n. */
  readonly diagonal: Float64Array;
  /** `offDiagonal[i]` joins i and i + 1; length n − 1. */
  readonly offDiagonal: Float64Array;
  /** n × n: the first i entries of row i are the v of a reflection I − vvᵀ, |v|² = 2 or 0; the rest is used up. */
  readonly reflectors: Float64Array;
}

/**
 * Householder's reduction; only the lower triangle of `matrix` is read, and it is not changed. Rows are eliminated from
 * the last to the first, so that all inner loops run along rows. 4/3·n³ flops. Throws RangeError when the matrix is not square.
 */
export function tridiagonalForm(matrix: Matrix<Float64Array>): TridiagonalForm {
  if (matrix.rows !== matrix.columns) {
    throw new RangeError(`eigenvalues of a ${matrix.rows} × ${matrix.columns} matrix`);
  }
  const n = matrix.rows;
  const a = matrix.data.slice();
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  const product = new Float64Array(n);
  for (let row = n - 1; row >= 1; row--) {
    diagonal[row] = a[row * n + row];
    const reflector = a.subarray(row * n, row * n + row);
    offDiagonal[row - 1] = reflectInto(reflector);
    symmetricProductInto(product, a, n, reflector);
    // A ← A − v wᵀ − w vᵀ with w = p − ½(pᵀv)v, for |v|² = 2.
    const half = dot64(product, 0, reflector, 0, row) / 2;
    addScaledInto(product, 0, reflector, 0, row, -half);
    for (let i = 0; i < row; i++) {
      const [v, w] = [reflector[i], product[i]];
      if (v === 0 && w === 0) continue;
      for (let k = 0, at = i * n; k <= i; k++, at++) a[at] -= v * product[k] + w * reflector[k];
    }
  }
  if (n > 0) diagonal[0] = a[0];
  return { diagonal, offDiagonal, reflectors: a };
}

/** Turns an eigenvector y of T into the eigenvector H y of A, in place. */
export function reflectBackInto(y: Float64Array, reflectors: Float64Array): void {
  const n = y.length;
  for (let row = 1; row < n; row++) {
    const product = dot64(reflectors, row * n, y, 0, row);
    if (product !== 0) addScaledInto(y, 0, reflectors, row * n, row, -product);
  }
}

/**
 * Turns x into the vector v, |v|² = 2, of the reflection I − vvᵀ that maps x to (0, …, 0, α), and returns α. Where nothing is
 * to be eliminated, v = 0: no reflection.
 */
function reflectInto(x: Float64Array): number {
  const last = x.length - 1;
  const scale = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const alreadyDone = x.subarray(0, last).every((value) => value === 0);
  if (alreadyDone) {
    const alpha = x[last];
    x.fill(0);
    return alpha;
  }
  for (let i = 0; i <= last; i++) x[i] /= scale;
  const norm = Math.sqrt(dot64(x, 0, x, 0, x.length));
  const alpha = x[last] > 0 ? -norm : norm;
  x[last] -= alpha;
  const length = Math.sqrt(dot64(x, 0, x, 0, x.length) / 2);
  for (let i = 0; i <= last; i++) x[i] /= length;
  return alpha * scale;
}

/** target ← A·v for the leading |v| × |v| block of A, of which the lower triangle is stored. */
function symmetricProductInto(
  target: Float64Array,
  a: Float64Array,
  stride: number,
  v: Float64Array,
): void {
  target.fill(0, 0, v.length);
  for (let i = 0; i < v.length; i++) {
    const own = v[i];
    // Each entry is read once for both halves; two sums keep the adder busy.
    let [even, odd] = [0, 0];
    let at = i * stride;
    let k = 0;
    for (; k + 1 < i; k += 2, at += 2) {
      even += a[at] * v[k];
      odd += a[at + 1] * v[k + 1];
      target[k] += own * a[at];
      target[k + 1] += own * a[at + 1];
    }
    if (k < i) {
      even += a[at] * v[k];
      target[k] += own * a[at++];
    }
    target[i] += even + odd + a[at] * own;
  }
}
