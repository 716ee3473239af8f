import type { Matrix } from '../linalg/matrix.ts';
import { UserError } from '../userError.ts';

/** The range box of the training rows and where the queries lie in it (geometry-spec D25, D26). Exact. */
export interface RangeBox {
  /** Least and greatest training value of each column, length d. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Columns that vary over the training rows. */
  readonly effectiveDimension: number;
  /** Queries in range in every column, borders included. */
  readonly inside: number;
  /** Share of columns in range, per query; in a constant column only its value is in range. */
  readonly fractionOfDimensions: Float64Array;
}

/** Cost (N + M) · d. Throws UserError when the widths differ. */
export function rangeBox(rows: Matrix, queries: Matrix): RangeBox {
  if (rows.columns !== queries.columns) {
    throw new UserError(
      `Training rows have ${rows.columns} columns but test rows have ${queries.columns}; give both in the same space.`,
      { code: 'mismatch' },
    );
  }
  const { low, high } = columnRanges(rows);
  const fractionOfDimensions = new Float64Array(queries.rows);
  let inside = 0;
  for (let q = 0; q < queries.rows; q++) {
    const count = columnsInRange(queries, q, low, high);
    if (count === rows.columns) inside++;
    fractionOfDimensions[q] = count / rows.columns;
  }
  const effectiveDimension = low.reduce((count, least, k) => count + (least < high[k] ? 1 : 0), 0);
  return { low, high, effectiveDimension, inside, fractionOfDimensions };
}

/** Least and greatest value of each column, in float64. */
export function columnRanges({ rows, columns, data }: Matrix): {
  low: Float64Array;
  high: Float64Array;
} {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++, at++) {
      const value = data[at];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  }
  return { low, high };
}

function columnsInRange(
  { columns, data }: Matrix,
  query: number,
  low: Float64Array,
  high: Float64Array,
): number {
  let count = 0;
  for (let k = 0; k < columns; k++) {
    const value = data[query * columns + k];
    if (value >= low[k] && value <= high[k]) count++;
  }
  return count;
}
