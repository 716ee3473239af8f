import type { Matrix } from '../../linalg/matrix.ts';
import { lengthOf } from '../../linalg/dot.ts';
import { columnMeans } from '../columnMeans.ts';
import { columnRanges } from '../rangeBox.ts';
import { squaredDistance } from '../squaredDistance.ts';
import { hullTolerance } from './hullVerdict.ts';

/**
 * Data this small a share of its distance from the origin is a point with rounding noise: the tolerance is then some
 * float64 roundings of the values themselves.
 */
const roundingShare = 2 ** -24;

/** Size of the data ({@link hullTolerance}): `radius` is the largest distance of a row from the mean row `centre`. */
export function dataSize(radius: number, centre: Float64Array): number {
  return Math.max(radius, roundingShare * lengthOf(centre));
}

/** Rows that are priced together; one float32 minimum a group leaves the matrix product. */
export const groupSize = 16;

/**
 * Training rows moved to their mean and scaled into the unit ball, so that nothing downstream depends on the data's
 * units or origin. The float64 values are computed from the source when asked; a float32 copy is kept for pricing.
 */
export class ScaledRows {
  readonly source: Matrix;
  /** Mean row, length d. */
  readonly centre: Float64Array;
  /** Least and greatest value of each column. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Scaled rows in float32, the last one repeated up to a multiple of {@link groupSize}; norms ≤ 1 + 1e-7. */
  readonly pricing: Matrix<Float32Array>;
  /** Data units per scaled unit: the data's size ({@link hullTolerance}), or 1 where that is 0. */
  readonly scale: number;
  /** {@link hullTolerance}, but 0 where the data has no size: then only a row itself is inside. */
  readonly tolerance: number;

  /** Four passes over the rows. `source` must have a row and a column, and finite values. */
  constructor(source: Matrix) {
    this.source = source;
    const { low, high } = columnRanges(source);
    this.low = low;
    this.high = high;
    // Kept within the range: rounding must not move the mean of a constant column off its value.
    this.centre = columnMeans(source).map((mean, k) => Math.min(high[k], Math.max(low[k], mean)));
    const size = dataSize(largestDistance(source, this.centre), this.centre);
    this.scale = size > 0 ? size : 1;
    this.tolerance = size > 0 ? hullTolerance : 0;
    this.pricing = this.#pricingCopy();
  }

  get dimension(): number {
    return this.source.columns;
  }

  /** Writes (row − centre) / scale at target[start …]. */
  scaledRowInto(row: number, target: Float64Array, start: number): void {
    const { columns, data } = this.source;
    const offset = row * columns;
    for (let k = 0; k < columns; k++) {
      target[start + k] = (data[offset + k] - this.centre[k]) / this.scale;
    }
  }

  /** ⟨scaled row, direction⟩ in float64, without writing the row out. */
  product(row: number, direction: Float64Array): number {
    const { columns, data } = this.source;
    const { centre } = this;
    const offset = row * columns;
    let even = 0;
    let odd = 0;
    const whole = columns - (columns % 2);
    for (let k = 0; k < whole; k += 2) {
      even += (data[offset + k] - centre[k]) * direction[k];
      odd += (data[offset + k + 1] - centre[k + 1]) * direction[k + 1];
    }
    if (whole < columns) even += (data[offset + whole] - centre[whole]) * direction[whole];
    return (even + odd) / this.scale;
  }

  /** A query of `queries` in scaled units. */
  scaledQuery(queries: Matrix, index: number): Float64Array {
    const scaled = new Float64Array(this.dimension);
    const offset = index * this.dimension;
    for (let k = 0; k < scaled.length; k++) {
      scaled[k] = (queries.data[offset + k] - this.centre[k]) / this.scale;
    }
    return scaled;
  }

  #pricingCopy(): Matrix<Float32Array> {
    const { rows, columns, data } = this.source;
    const padded = Math.ceil(rows / groupSize) * groupSize;
    const copy = new Float32Array(padded * columns);
    const { centre, scale } = this;
    for (let i = 0, at = 0; i < padded; i++) {
      const offset = Math.min(i, rows - 1) * columns;
      for (let k = 0; k < columns; k++) copy[at++] = (data[offset + k] - centre[k]) / scale;
    }
    return { rows: padded, columns, data: copy };
  }
}

function largestDistance(source: Matrix, centre: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < source.rows; i++) {
    largest = Math.max(largest, squaredDistance(source, i, centre));
  }
  return Math.sqrt(largest);
}
