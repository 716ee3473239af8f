import { dot64 } from '../../linalg/dot.ts';
import type { Matrix } from '../../linalg/matrix.ts';

/**
 * The inverse of the Cholesky factor of a symmetric positive definite matrix: L⁻¹, lower triangular and full, with
 * A⁻¹ = L⁻ᵀ L⁻¹. Only A's lower triangle is read. `undefined` where A is not positive definite. Some n³/2 operations.
 */
export function inverseCholesky({ rows: n, data: a }: Matrix): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = a[i * n + j] - dot64(lower, i * n, lower, j * n, j);
      if (i > j) lower[i * n + j] = rest / lower[j * n + j];
      else if (rest > 0) lower[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return inverseOfLower(lower, n);
}

function inverseOfLower(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) {
      const factor = lower[row + k];
      for (let j = 0; j <= k; j++) inverse[row + j] -= factor * inverse[k * n + j];
    }
    for (let j = 0; j < i; j++) inverse[row + j] /= lower[row + i];
    inverse[row + i] = 1 / lower[row + i];
  }
  return inverse;
}

/** L⁻ᵀ L⁻¹, full and symmetric, from the inverse factor. */
export function inverseFromFactor(inverseLower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) {
      const factor = inverseLower[k * n + i];
      for (let j = 0; j <= i; j++) inverse[i * n + j] += factor * inverseLower[k * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j];
  }
  return inverse;
}
