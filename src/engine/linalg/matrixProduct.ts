import type { Matrix } from './matrix.ts';

/**
 * The port through which products with big matrices leave the engine. It holds no data: the rows are given with each
 * call and read in place, so a caller with N × d rows pays for them once. `OnnxMatrixProduct` is the fast
 * implementation, `PlainMatrixProduct` its readable twin.
 */
export interface MatrixProduct {
  /**
   * Element (q, g) of the answer is the smallest ⟨row, direction q⟩ over the rows [g · groupSize, (g + 1) · groupSize).
   * Plain float32 arithmetic in any order of summation. `rows.rows` must be a multiple of `groupSize`.
   */
  groupMinima(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    groupSize: number,
  ): Promise<Matrix<Float32Array>>;

  /** vectors · Σ over rows of (row − centre)ᵀ(row − centre), k × d, float64 throughout; `vectors` is k × d. */
  scatter(
    rows: Matrix,
    centre: Float64Array,
    vectors: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>>;

  /** Σ over rows of (row − centre)ᵀ(row − centre), d × d, float64 throughout. */
  scatterMatrix(rows: Matrix, centre: Float64Array): Promise<Matrix<Float64Array>>;

  /** (rows − centre) · basisᵀ, N × k, float64 throughout; `basis` is k × d. */
  project(
    rows: Matrix,
    centre: Float64Array,
    basis: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>>;
}
