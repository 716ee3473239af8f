import { dot64 } from '../../linalg/dot.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { type HalfSpaces, nearestPoint } from './polyhedron.ts';

/** Slack asked for at first, as a share of the scale, and by how much it shrinks when it cannot be had. */
const firstShare = 2 ** -1;
const shrink = 2 ** -3;
/** Polyhedra thinner than this share of the scale count as flat. */
const leastShare = 2 ** -34;
/** Two normals this close are the same hyperplane, if their offsets agree as well. */
const parallelGap = 1e-12;

/** A point with room around it. */
export interface InteriorPoint {
  readonly point: Float64Array;
  /** Least slack, at most the scale; on a facet without regard to half-spaces that share its boundary. */
  readonly slack: number;
}

/**
 * A point of a polyhedron near `start` that has slack in every half-space, of the order of the largest possible slack up to `scale`;
 * with `equality` a point inside the facet on that half-space's boundary, where half-spaces of the same boundary are let off.
 * `undefined` for a polyhedron (facet) that is empty or flat.
 */
export function interiorPoint(
  constraints: HalfSpaces,
  start: Float64Array,
  scale: number,
  equality?: number,
): InteriorPoint | undefined {
  const kept = equality === undefined ? constraints : withoutTwins(constraints, equality);
  const own = equality === undefined ? undefined : 0;
  for (let share = firstShare; share >= leastShare; share *= shrink) {
    const offsets = kept.offsets.map((offset, row) =>
      row === own ? offset : offset + share * scale,
    );
    const found = nearestPoint({ normals: kept.normals, offsets }, start, own);
    if (found) return { point: found, slack: share * scale };
  }
  return undefined;
}

/** The half-space `row` first, then those with another boundary. */
function withoutTwins({ normals, offsets }: HalfSpaces, row: number): HalfSpaces {
  const { columns, data } = normals;
  const rows = [row];
  for (let other = 0; other < offsets.length; other++) {
    if (other !== row && !isSameBoundary({ normals, offsets }, row, other)) rows.push(other);
  }
  const picked = new Float64Array(rows.length * columns);
  rows.forEach((from, to) =>
    picked.set(data.subarray(from * columns, (from + 1) * columns), to * columns),
  );
  const matrix: Matrix<Float64Array> = { rows: rows.length, columns, data: picked };
  return { normals: matrix, offsets: Float64Array.from(rows, (from) => offsets[from]) };
}

function isSameBoundary({ normals, offsets }: HalfSpaces, a: number, b: number): boolean {
  const { columns, data } = normals;
  const cosine = dot64(data, a * columns, data, b * columns, columns);
  if (Math.abs(cosine) < 1 - parallelGap) return false;
  const gap = Math.abs(offsets[a] - Math.sign(cosine) * offsets[b]);
  return gap <= parallelGap * (Math.abs(offsets[a]) + Math.abs(offsets[b]));
}
