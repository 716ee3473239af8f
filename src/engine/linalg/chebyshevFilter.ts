import type { Matrix } from './matrix.ts';

/** A symmetric positive semi-definite matrix A of which only A · vectors is known; vectors and images are rows. */
export type BlockOperator = (vectors: Matrix<Float64Array>) => Promise<Matrix<Float64Array>>;

/** Approximate eigenvectors as rows, their images under A, and their Rayleigh quotients, descending. */
export interface RitzBlock {
  readonly values: Float64Array;
  readonly vectors: Matrix<Float64Array>;
  readonly images: Matrix<Float64Array>;
}

/** What a Chebyshev polynomial keeps small, and its degree ≥ 1. */
export interface ChebyshevFilter {
  /** Eigenvalues in [0, edge] are not amplified; edge > 0. */
  readonly edge: number;
  readonly degree: number;
}

/**
 * Each vector v with value θ becomes T(A) v / T(θ) for the Chebyshev polynomial T of [0, edge]: what belongs to eigenvalues within
 * shrinks against what belongs to larger ones as fast as any polynomial of the degree can make it (Zhou, Saad, Tiago &
 * Chelikowsky 2006). `degree` − 1 operator calls: the images give the first.
 */
export async function chebyshevFiltered(
  operator: BlockOperator,
  { values, vectors, images }: RitzBlock,
  { edge, degree }: ChebyshevFilter,
): Promise<Matrix<Float64Array>> {
  const { rows, columns: n } = vectors;
  const half = edge / 2;
  const at = Float64Array.from(values, (value) => Math.max(1, value / half - 1));
  // By row T_{j−1}(θ) / T_j(θ), which keeps every vector near unit length.
  const step = at.map((x) => 1 / x);
  let before = vectors;
  let current = { rows, columns: n, data: new Float64Array(rows * n) };
  for (let i = 0, k = 0; i < rows; i++) {
    for (const end = k + n; k < end; k++) {
      current.data[k] = step[i] * (images.data[k] / half - vectors.data[k]);
    }
  }
  for (let j = 2; j <= degree; j++) {
    const next = { rows, columns: n, data: (await operator(current)).data.slice() };
    for (let i = 0, k = 0; i < rows; i++) {
      const after = 1 / (2 * at[i] - step[i]);
      const old = step[i] * after;
      for (const end = k + n; k < end; k++) {
        next.data[k] = 2 * after * (next.data[k] / half - current.data[k]) - old * before.data[k];
      }
      step[i] = after;
    }
    [before, current] = [current, next];
  }
  return current;
}
