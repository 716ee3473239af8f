import type { SymmetricOperator } from '../linalg/lanczos.ts';
import { type Matrix, rowOf, rowsOf } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';

/** Rows multiplied at once with all before them: a large layer needs eight such blocks, so that little more than half is computed. */
const blockRows = 512;

/** WWᵀ as cosines and lengths: element (i, j) of it is ‖w_i‖ · cosine · ‖w_j‖. */
export interface RowCosines {
  /** rows × rows, symmetric, in float32; rows of zeros have cosine 0. */
  readonly matrix: Matrix<Float32Array>;
  /** ‖w‖ by row. */
  readonly norms: Float64Array;
}

/**
 * Cosines of all pairs of rows to some 1e-6: in float32, which takes half the time and memory of a Gram matrix in float64. Rows are
 * brought to length 1 first, so that neither their scale nor that of any one of them costs accuracy.
 */
export async function rowCosines(
  weights: Matrix<Float64Array>,
  norms: Float64Array,
  product: MatrixProduct,
): Promise<RowCosines> {
  const { rows } = weights;
  const units = unitRows(weights, norms);
  const data = new Float32Array(rows * rows);
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(rows, start + blockRows);
    // The least of a group of one row is its product.
    const block = await product.groupMinima(rowsOf(units, 0, end), rowsOf(units, start, end), 1);
    for (let i = start; i < end; i++) {
      for (let j = 0, at = (i - start) * end; j < end; j++, at++) {
        data[i * rows + j] = data[j * rows + i] = block.data[at]!;
      }
    }
  }
  return { matrix: { rows, columns: rows, data }, norms };
}

/** WWᵀ through float32 products with the cosines: its values err by some 1e-7 of the largest. */
export function cosineOperator(
  { matrix, norms }: RowCosines,
  product: MatrixProduct,
): SymmetricOperator {
  const order = matrix.rows;
  const longest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  // Lengths relative to the longest, so that no product leaves the range of float32.
  const scales = norms.map((norm) => (longest > 0 ? norm / longest : 0));
  return {
    order,
    times: async (v) => {
      const scaled = Float32Array.from(v, (value, i) => value * scales[i]);
      const directions = { rows: 1, columns: order, data: scaled };
      const { data } = await product.groupMinima(matrix, directions, 1);
      return Float64Array.from(data, (value, i) => value * scales[i] * longest * longest);
    },
  };
}

function unitRows(weights: Matrix<Float64Array>, norms: Float64Array): Matrix<Float32Array> {
  const { rows, columns } = weights;
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    if (norms[row] === 0) continue;
    const values = rowOf(weights, row);
    const start = row * columns;
    for (let k = 0; k < columns; k++) data[start + k] = values[k] / norms[row];
  }
  return { rows, columns, data };
}
