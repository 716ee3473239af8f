import type { ClassificationTree } from '../../../stats/classificationTree.ts';
import type { Window } from '../../partition/window.ts';
import type { SlicePlane } from '../anchorPlane.ts';
import type { CutCell } from './cutCells.ts';

/** A corner, and whether the side to the next one is a cut (not border of the window). */
interface Corner {
  readonly u: number;
  readonly v: number;
  readonly isCut: boolean;
}

/** The leaves of a tree over the input space that meet a plane window, each as a convex cell: its tests are half-planes there. */
export function* treeCells(
  tree: ClassificationTree,
  { origin, axes }: SlicePlane,
  window: Window,
): Generator<CutCell> {
  const corners = Array.from({ length: window.length / 2 }, (_, i) => ({
    u: window[2 * i],
    v: window[2 * i + 1],
    isCut: false,
  }));
  const stack = [{ node: 0, corners }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    const column = tree.column[node];
    if (column < 0) {
      yield cellOf(next.corners);
      continue;
    }
    const excess = next.corners.map(
      ({ u, v }) =>
        origin[column] + u * axes[0][column] + v * axes[1][column] - tree.threshold[node],
    );
    const sides = [
      { node: tree.below[node], corners: clip(next.corners, excess, -1) },
      { node: tree.above[node], corners: clip(next.corners, excess, 1) },
    ];
    stack.push(...sides.filter((side) => side.corners.length > 2));
  }
}

/** The part of a convex polygon on which the affine function with these corner values has the given sign; empty without area. */
function clip(corners: readonly Corner[], values: readonly number[], sign: 1 | -1): Corner[] {
  if (!values.some((value) => sign * value > 0)) return [];
  const kept: Corner[] = [];
  for (const [i, corner] of corners.entries()) {
    const j = (i + 1) % corners.length;
    const [here, next] = [sign * values[i], sign * values[j]];
    // From a corner at or before the cut the side runs along it.
    if (here >= 0) kept.push(here === 0 && next < 0 ? { ...corner, isCut: true } : corner);
    if (here * next < 0) {
      const t = here / (here - next);
      const { u, v } = corner;
      const between = { u: u + t * (corners[j].u - u), v: v + t * (corners[j].v - v) };
      kept.push({ ...between, isCut: here > 0 || corner.isCut });
    }
  }
  return kept;
}

function cellOf(polygon: readonly Corner[]): CutCell {
  let [twice, cuts] = [0, 0];
  for (const [i, { u, v, isCut }] of polygon.entries()) {
    const next = polygon[(i + 1) % polygon.length];
    twice += u * next.v - next.u * v;
    if (isCut) cuts += Math.hypot(next.u - u, next.v - v);
  }
  const corners = Float64Array.from(polygon.flatMap(({ u, v }) => [u, v]));
  return { corners, area: twice / 2, cutLength: cuts / 2 };
}
