import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import { columnMeans } from '../columnMeans.ts';
import { pricingError } from '../hull/pricingError.ts';
import { squaredDistances } from '../squaredDistance.ts';

/** Rows that centre and scale are taken from: any serve, if only the numbers come near 1. */
const sampledRows = 1024;

/** Norms of scaled rows and queries up to which their float32 products stay far from overflow, for up to 2²⁰ columns. */
const [largestRow, largestQuery] = [2 ** 20, 2 ** 32];

/**
 * Rows and queries written so that one float32 product orders rows by distance: with x and q moved to about the mean row and scaled
 * by about the largest distance from it, ⟨(x, ‖x‖²/2), (−q, 1)⟩ = (‖x − q‖² − ‖q‖²)/2.
 */
export class NeighbourKeys {
  readonly source: Matrix;
  /** Rows with their half squared norm behind them. */
  readonly rows: Matrix<Float32Array>;
  readonly #centre: Float64Array;
  readonly #scale: number;
  /** Largest norm of a row of `rows`. */
  readonly #largest: number;

  /** `source` must have a row. One pass over it, two where a row lies far outside of those that the scale is taken from. */
  constructor(source: Matrix) {
    this.source = source;
    const sample = evenlySpaced(source);
    this.#centre = columnMeans(sample);
    const size = Math.sqrt(
      squaredDistances(sample, this.#centre).reduce((a, b) => Math.max(a, b), 0),
    );
    const scale = size > 0 ? size : 1;
    const first = augmented(source, this.#centre, scale);
    const reaches = first.norm <= largestRow;
    this.#scale = reaches ? scale : scale * first.norm;
    const { keys, norm } = reaches ? first : augmented(source, this.#centre, this.#scale);
    this.rows = keys;
    this.#largest = Math.sqrt(norm ** 2 + norm ** 4 / 4);
  }

  /** (−q, 1) of the queries [start, end). */
  directions(queries: Matrix, start: number, end: number): Matrix<Float32Array> {
    const d = queries.columns;
    const [centre, factor] = [this.#centre, 1 / this.#scale];
    const data = new Float32Array((end - start) * (d + 1));
    for (let q = start, at = 0; q < end; q++) {
      for (let k = 0; k < d; k++) {
        data[at++] = (centre[k] - queries.data[q * d + k]) * factor;
      }
      data[at++] = 1;
    }
    return { rows: end - start, columns: d + 1, data };
  }

  /** What the keys of a query are worth. */
  scaleOf(queries: Matrix, query: number): QueryScale {
    const d = queries.columns;
    const [centre, factor] = [this.#centre, 1 / this.#scale];
    let squared = 0;
    for (let k = 0; k < d; k++) {
      squared += ((queries.data[query * d + k] - centre[k]) * factor) ** 2;
    }
    // Two more roundings than the product's own, for the stored half norm and the query.
    const error =
      squared <= largestQuery ** 2
        ? pricingError(d + 3) * this.#largest * Math.sqrt(squared + 1)
        : Infinity;
    const unit = this.#scale ** 2;
    return { error, squaredDistance: (key) => unit * (2 * key + squared) };
  }
}

/** How the keys of one query, as the float32 product gives them, relate to distances. */
export interface QueryScale {
  /** Bound on a key's rounding error: {@link pricingError} for the largest row and ‖(q, 1)‖; Infinity where keys tell nothing. */
  readonly error: number;
  /** ‖x − q‖² of a row with that key, in the units of the data. */
  squaredDistance(key: number): number;
}

/** Rows − centre, over `scale`, with their half squared norm behind them; and the largest norm without it. */
function augmented(
  { rows, columns: d, data }: Matrix,
  centre: Float64Array,
  scale: number,
): { readonly keys: Matrix<Float32Array>; readonly norm: number } {
  const keys = new Float32Array(rows * (d + 1));
  const factor = 1 / scale;
  let largest = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    const offset = i * d;
    let squared = 0;
    for (let k = 0; k < d; k++) {
      const value = (data[offset + k] - centre[k]) * factor;
      squared += value * value;
      keys[at++] = value;
    }
    keys[at++] = squared / 2;
    if (squared > largest) largest = squared;
  }
  return { keys: { rows, columns: d + 1, data: keys }, norm: Math.sqrt(largest) };
}

function evenlySpaced(source: Matrix): Matrix {
  const { rows, columns } = source;
  const step = Math.max(1, Math.floor(rows / sampledRows));
  const count = Math.ceil(rows / step);
  const data = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) data.set(rowOf(source, i * step), i * columns);
  return { rows: count, columns, data };
}
