import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import type { LeastProducts, MatrixProduct } from '../../src/engine/linalg/matrixProduct.ts';

/** {@link MatrixProduct} in plain loops, against which the fast one is held. */
export class PlainMatrixProduct implements MatrixProduct {
  groupMinima(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    groupSize: number,
  ): Promise<Matrix<Float32Array>> {
    const groups = rows.rows / groupSize;
    const data = new Float32Array(directions.rows * groups).fill(Infinity);
    for (let q = 0; q < directions.rows; q++) {
      for (let i = 0; i < rows.rows; i++) {
        const at = q * groups + Math.floor(i / groupSize);
        data[at] = Math.min(data[at], float32Dot(rows, i, directions, q));
      }
    }
    return Promise.resolve({ rows: directions.rows, columns: groups, data });
  }

  leastProducts(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    wanted: number,
  ): Promise<LeastProducts> {
    const count = Math.min(wanted, rows.rows);
    const products = new Float32Array(directions.rows * count);
    const numbers = new Int32Array(directions.rows * count);
    for (let q = 0; q < directions.rows; q++) {
      const all = Float32Array.from({ length: rows.rows }, (_, i) =>
        float32Dot(rows, i, directions, q),
      );
      const order = Int32Array.from(all.keys()).sort((a, b) => all[a] - all[b]);
      for (let i = 0; i < count; i++) {
        numbers[q * count + i] = order[i];
        products[q * count + i] = all[order[i]];
      }
    }
    return Promise.resolve({ blockRows: rows.rows, blocks: [{ count, products, rows: numbers }] });
  }

  async scatter(
    rows: Matrix,
    centre: Float64Array,
    vectors: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>> {
    const d = rows.columns;
    const scores = await this.project(rows, centre, vectors);
    const data = new Float64Array(vectors.rows * d);
    for (let i = 0; i < rows.rows; i++) {
      for (let v = 0; v < vectors.rows; v++) {
        const score = scores.data[i * vectors.rows + v];
        for (let k = 0; k < d; k++) {
          data[v * d + k] += score * (rows.data[i * d + k] - centre[k]);
        }
      }
    }
    return { rows: vectors.rows, columns: d, data };
  }

  scatterMatrix(rows: Matrix, centre: Float64Array): Promise<Matrix<Float64Array>> {
    const d = rows.columns;
    const data = new Float64Array(d * d);
    for (let i = 0; i < rows.rows; i++) {
      for (let j = 0; j < d; j++) {
        const deviation = rows.data[i * d + j] - centre[j];
        for (let k = 0; k < d; k++) {
          data[j * d + k] += deviation * (rows.data[i * d + k] - centre[k]);
        }
      }
    }
    return Promise.resolve({ rows: d, columns: d, data });
  }

  project(
    rows: Matrix,
    centre: Float64Array,
    basis: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>> {
    const d = rows.columns;
    const data = new Float64Array(rows.rows * basis.rows);
    for (let i = 0; i < rows.rows; i++) {
      for (let k = 0; k < basis.rows; k++) {
        let sum = 0;
        for (let j = 0; j < d; j++) {
          sum += (rows.data[i * d + j] - centre[j]) * basis.data[k * d + j];
        }
        data[i * basis.rows + k] = sum;
      }
    }
    return Promise.resolve({ rows: rows.rows, columns: basis.rows, data });
  }
}

/** Rounds after every operation, as float32 hardware does. */
function float32Dot(
  rows: Matrix<Float32Array>,
  i: number,
  directions: Matrix<Float32Array>,
  q: number,
): number {
  const d = rows.columns;
  let sum = 0;
  for (let k = 0; k < d; k++) {
    sum = Math.fround(sum + Math.fround(rows.data[i * d + k] * directions.data[q * d + k]));
  }
  return sum;
}
