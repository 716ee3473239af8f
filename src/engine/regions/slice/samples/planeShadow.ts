import type { Matrix } from '../../../linalg/matrix.ts';
import type { SlicePlane } from '../anchorPlane.ts';

/** Samples seen from a plane. */
export interface PlaneShadow {
  /** samples × 2: coordinates of the nearest point of the plane. */
  readonly coordinates: Float64Array;
  /** Distance of each sample from the plane. */
  readonly offPlane: Float64Array;
}

/** Projects rows (width: length of the plane's origin) on the plane, orthogonally. Distances to 1e-15 of the rows' scale. */
export function planeShadow({ origin, axes }: SlicePlane, rows: Matrix): PlaneShadow {
  const [e1, e2] = axes;
  const { columns, data } = rows;
  const coordinates = new Float64Array(2 * rows.rows);
  const offPlane = new Float64Array(rows.rows);
  for (let row = 0, at = 0; row < rows.rows; row++, at += columns) {
    let [u, v] = [0, 0];
    for (let i = 0; i < columns; i++) {
      const step = data[at + i] - origin[i];
      u += step * e1[i];
      v += step * e2[i];
    }
    let squares = 0;
    for (let i = 0; i < columns; i++) {
      const rest = data[at + i] - origin[i] - u * e1[i] - v * e2[i];
      squares += rest * rest;
    }
    coordinates[2 * row] = u;
    coordinates[2 * row + 1] = v;
    offPlane[row] = Math.sqrt(squares);
  }
  return { coordinates, offPlane };
}

/** The part of the plane within `radius` of each sample: discs × 3 (u, v, radius), samples farther from the plane left out. */
export function discsOf({ coordinates, offPlane }: PlaneShadow, radius: number): Float64Array {
  const discs: number[] = [];
  for (const [sample, off] of offPlane.entries()) {
    if (off > radius) continue;
    const reach = Math.sqrt(radius * radius - off * off);
    discs.push(coordinates[2 * sample], coordinates[2 * sample + 1], reach);
  }
  return Float64Array.from(discs);
}
