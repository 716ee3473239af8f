import { dot64 } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';

/**
 * Computes A·Aᵀ (rows × rows, symmetric) of a rows × columns matrix, to float64 accuracy. The port through which ONNX
 * Runtime does it for large layers.
 */
export type GramProduct = (a: Matrix<Float64Array>) => Promise<Matrix<Float64Array>>;

/** Float64 numbers of a block of rows: 256 KB, so that the block stays in the second-level cache. */
const blockNumbers = 1 << 15;

/** {@link GramProduct} in plain loops: rows·(rows + 1)/2·columns multiply–adds, some 1e9 a second; rows are taken in cache-sized blocks. */
export function plainGram(a: Matrix<Float64Array>): Matrix<Float64Array> {
  const { rows, columns, data } = a;
  const gram = new Float64Array(rows * rows);
  const block = Math.max(1, Math.floor(blockNumbers / Math.max(1, columns)));
  for (let blockStart = 0; blockStart < rows; blockStart += block) {
    for (let i = blockStart; i < rows; i++) {
      const end = Math.min(i + 1, blockStart + block);
      for (let j = blockStart; j < end; j++) {
        const product = dot64(data, i * columns, data, j * columns, columns);
        gram[i * rows + j] = product;
        gram[j * rows + i] = product;
      }
    }
  }
  return { rows, columns: rows, data: gram };
}

/** Aᵀ as a new matrix. */
export function transposed(a: Matrix<Float64Array>): Matrix<Float64Array> {
  const { rows, columns, data } = a;
  const result = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = data[i * columns + j];
  }
  return { rows: columns, columns: rows, data: result };
}
