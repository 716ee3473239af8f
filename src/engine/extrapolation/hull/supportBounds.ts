import type { Matrix } from '../../linalg/matrix.ts';
import { groupSize, type ScaledRows } from './scaledRows.ts';
import { marginError, pricingError } from './pricingError.ts';

/** A direction and what is proved about the rows along it, in scaled units. */
export interface PricedDirection {
  /** About of unit length; it was priced after rounding to float32. */
  readonly direction: Float64Array;
  readonly norm: number;
  /** The float32 minimum of each group of rows. */
  readonly minima: Float32Array;
  /** Least of `minima`. */
  readonly least: number;
}

/** Proved lower and upper limits of min over the rows of ⟨row, direction⟩, from the float32 minimum alone. */
export function minimumLimits(
  priced: PricedDirection,
  dimension: number,
): { readonly low: number; readonly high: number } {
  const error = pricingError(dimension) * priced.norm;
  return { low: priced.least - error, high: priced.least + error };
}

/**
 * A proved lower limit of min over every training row of ⟨direction, row − query⟩ in data units, tight to float64
 * rounding: only groups whose float32 minimum is within twice the error bound of the least can hold the true minimum,
 * and those are computed again from the source.
 */
export function exactMargin(
  rows: ScaledRows,
  query: ArrayLike<number>,
  queryNorm: number,
  priced: PricedDirection,
): number {
  const { low, high } = minimumLimits(priced, rows.dimension);
  const reach = high + (high - low) / 2;
  let least = Infinity;
  for (let group = 0; group < priced.minima.length; group++) {
    if (priced.minima[group] > reach) continue;
    const end = Math.min((group + 1) * groupSize, rows.source.rows);
    for (let row = group * groupSize; row < end; row++) {
      const margin = marginOf(rows.source, row, query, priced.direction);
      if (margin < least) least = margin;
    }
  }
  const size = rows.scale * (1 + queryNorm) * priced.norm;
  return least - marginError(rows.dimension, size);
}

/** ⟨direction, row − query⟩ in plain float64. */
export function marginOf(
  { columns, data }: Matrix,
  row: number,
  query: ArrayLike<number>,
  direction: Float64Array,
): number {
  const offset = row * columns;
  let sum = 0;
  for (let k = 0; k < columns; k++) sum += direction[k] * (data[offset + k] - query[k]);
  return sum;
}
