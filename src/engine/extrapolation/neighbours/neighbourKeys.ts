import type { Matrix } from '../../linalg/matrix.ts';
import { columnMeans } from '../columnMeans.ts';
import { pricingError } from '../hull/pricingError.ts';
import { squaredDistances } from '../squaredDistance.ts';

/** Rows whose least key leaves the matrix product as one number. */
export const groupSize = 16;

/**
 * Rows and queries written so that one float32 product orders rows by distance: with x and q moved to the mean row and
 * scaled by the largest distance from it, ⟨(x, ‖x‖²/2), (−q, 1)⟩ = (‖x − q‖² − ‖q‖²)/2.
 */
export class NeighbourKeys {
  /** Rows with their half squared norm behind them, the last repeated up to a multiple of {@link groupSize}. */
  readonly rows: Matrix<Float32Array>;
  readonly #centre: Float64Array;
  readonly #scale: number;

  constructor(source: Matrix) {
    this.#centre = columnMeans(source);
    const squares = squaredDistances(source, this.#centre);
    const largest = squares.reduce((most, value) => Math.max(most, value), 0);
    this.#scale = largest > 0 ? Math.sqrt(largest) : 1;
    const d = source.columns;
    const padded = Math.ceil(source.rows / groupSize) * groupSize;
    const data = new Float32Array(padded * (d + 1));
    for (let i = 0, at = 0; i < padded; i++) {
      const row = Math.min(i, source.rows - 1);
      for (let k = 0; k < d; k++) {
        data[at++] = (source.data[row * d + k] - this.#centre[k]) / this.#scale;
      }
      data[at++] = squares[row] / (2 * this.#scale * this.#scale);
    }
    this.rows = { rows: padded, columns: d + 1, data };
  }

  /** (−q, 1) of the queries [start, end). */
  directions(queries: Matrix, start: number, end: number): Matrix<Float32Array> {
    const d = queries.columns;
    const data = new Float32Array((end - start) * (d + 1));
    for (let q = start, at = 0; q < end; q++) {
      for (let k = 0; k < d; k++) {
        data[at++] = -(queries.data[q * d + k] - this.#centre[k]) / this.#scale;
      }
      data[at++] = 1;
    }
    return { rows: end - start, columns: d + 1, data };
  }

  /**
   * Bound on the rounding error of a query's keys: {@link pricingError} for vectors of norm at most √5/2 (rows) and
   * ‖(q, 1)‖, with two more roundings for the stored half norm and the query.
   */
  error(queries: Matrix, query: number): number {
    const d = queries.columns;
    let squared = 0;
    for (let k = 0; k < d; k++) {
      squared += ((queries.data[query * d + k] - this.#centre[k]) / this.#scale) ** 2;
    }
    return pricingError(d + 3) * 1.12 * Math.sqrt(squared + 1);
  }
}
