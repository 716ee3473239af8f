import type { Matrix } from './matrix.ts';

/**
 * The port through which products with big matrices leave the engine. It holds no data: the rows are given with each
 * call and read in place, so a caller with N × d rows pays for them once. `OnnxMatrixProduct` is the
 * implementation.
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

  /**
   * By direction and block of consecutive rows the `count` least ⟨row, direction⟩ (all, in a block of fewer rows), in any order. Plain
   * float32 arithmetic as above; a row that is not listed has no smaller product than any that is listed of its block.
   */
  leastProducts(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    count: number,
  ): Promise<LeastProducts>;

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

/** Least products of each direction with the rows of each block. */
export interface LeastProducts {
  /** Block b holds the rows [b · blockRows, (b + 1) · blockRows). */
  readonly blockRows: number;
  readonly blocks: readonly LeastOfBlock[];
}

export interface LeastOfBlock {
  /** Products listed for each direction: the number asked for, or the block's rows where there are fewer. */
  readonly count: number;
  /** directions × count. */
  readonly products: Float32Array;
  /** directions × count, counted from the block's first row. */
  readonly rows: Int32Array;
}
