import type { Matrix } from '../linalg/matrix.ts';

/** Range box weighted by what the model looks at (D27). */
export interface SaliencyFraction {
  /** Per query: Σ w_i [in range] / Σ w_i; 1 where no column has weight. */
  readonly fraction: Float64Array;
  /** Per query: (Σw)² / Σw², the effective number of salient columns; 0 where no column has weight. */
  readonly effectiveColumns: Float64Array;
}

/**
 * Share of columns in the training range, each column weighted by `weights` (queries × d, non-negative: |∂ margin / ∂x_i| times
 * the column's deviation). In range: low ≤ value ≤ high.
 */
export function saliencyFraction(
  queries: Matrix,
  low: Float64Array,
  high: Float64Array,
  weights: Matrix<Float64Array>,
): SaliencyFraction {
  const fraction = new Float64Array(queries.rows);
  const effectiveColumns = new Float64Array(queries.rows);
  for (let q = 0; q < queries.rows; q++) {
    let total = 0;
    let squares = 0;
    let inRange = 0;
    for (let k = 0; k < queries.columns; k++) {
      const weight = weights.data[q * queries.columns + k];
      const value = queries.data[q * queries.columns + k];
      total += weight;
      squares += weight * weight;
      if (value >= low[k] && value <= high[k]) inRange += weight;
    }
    // Nothing matters to the model here: nothing it looks at is out of range.
    fraction[q] = total > 0 ? Math.min(1, inRange / total) : 1;
    effectiveColumns[q] = squares > 0 ? (total * total) / squares : 0;
  }
  return { fraction, effectiveColumns };
}
