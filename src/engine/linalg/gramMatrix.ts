import { dot64 } from './dot.ts';
import { type Matrix, rowsOf, transposed } from './matrix.ts';
import type { MatrixProduct } from './matrixProduct.ts';

/** Multiply–adds from which on a product goes through the port; fewer are done before a session for it would have been made. */
const portWork = 1 << 26;
/** Rows of one product through the port: a large layer needs eight of them, so that little more than half of AAᵀ is computed. */
const portRows = 512;
/** Float64 numbers of a block of rows: 256 KB, so that the block stays in the second-level cache. */
const blockNumbers = 1 << 15;

/** A·Aᵀ (rows × rows, symmetric) of a rows × columns matrix, to float64 accuracy; large ones through `product` where it is given. */
export function rowGram(
  a: Matrix<Float64Array>,
  product?: MatrixProduct,
): Promise<Matrix<Float64Array>> {
  return product && a.rows * a.data.length >= 2 * portWork
    ? gramThrough(product, a)
    : Promise.resolve(plainGram(a));
}

/** Aᵀ·A (columns × columns), as {@link rowGram}. */
export function columnGram(
  a: Matrix<Float64Array>,
  product?: MatrixProduct,
): Promise<Matrix<Float64Array>> {
  return product && a.columns * a.data.length >= 2 * portWork
    ? product.scatterMatrix(a, new Float64Array(a.columns))
    : Promise.resolve(plainGram(transposed(a)));
}

/** A·Aᵀ in plain loops: rows·(rows + 1)/2·columns multiply–adds, some 1e9 a second; rows are taken in cache-sized blocks. */
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

/** Block of rows by block of rows, each with the rows up to its own last; the other triangle is the mirror image. */
async function gramThrough(
  product: MatrixProduct,
  a: Matrix<Float64Array>,
): Promise<Matrix<Float64Array>> {
  const { rows, columns } = a;
  const zero = new Float64Array(columns);
  const gram = new Float64Array(rows * rows);
  for (let start = 0; start < rows; start += portRows) {
    const end = Math.min(rows, start + portRows);
    const block = await product.project(rowsOf(a, start, end), zero, rowsOf(a, 0, end));
    for (let i = start; i < end; i++) {
      for (let j = 0, at = (i - start) * end; j < end; j++, at++) {
        gram[i * rows + j] = block.data[at];
        gram[j * rows + i] = block.data[at];
      }
    }
  }
  return { rows, columns: rows, data: gram };
}
