import type { Matrix } from '../../linalg/matrix.ts';
import type { HullVerdict } from './hullVerdict.ts';
import type { ScaledRows } from './scaledRows.ts';

/**
 * "Outside" when a coordinate of the query is beyond the rows' range by more than the hull tolerance: the certificate
 * is that axis. `undefined` when the box says nothing.
 */
export function outsideBox(
  rows: ScaledRows,
  queries: Matrix,
  index: number,
): HullVerdict | undefined {
  const { low, high, dimension } = rows;
  const offset = index * dimension;
  let axis = -1;
  let excess = rows.tolerance * rows.scale;
  for (let k = 0; k < dimension; k++) {
    const value = queries.data[offset + k];
    const beyond = Math.max(low[k] - value, value - high[k]);
    if (beyond > excess) {
      excess = beyond;
      axis = k;
    }
  }
  if (axis < 0) return undefined;
  const direction = new Float64Array(dimension);
  direction[axis] = queries.data[offset + axis] < low[axis] ? 1 : -1;
  return {
    verdict: 'outside',
    lower: excess,
    upper: distanceTo(rows.centre, queries, offset),
    certificate: { verdict: 'outside', direction, margin: excess },
    duplicate: false,
  };
}

/** The mean row lies in the hull, so its distance is an upper bound. */
function distanceTo(centre: Float64Array, queries: Matrix, offset: number): number {
  let squared = 0;
  for (let k = 0; k < centre.length; k++) squared += (queries.data[offset + k] - centre[k]) ** 2;
  return Math.sqrt(squared) * (1 + 1e-12);
}
