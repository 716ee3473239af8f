import type { Matrix } from '../../linalg/matrix.ts';
import { rowOf } from '../../linalg/matrix.ts';
import { SmallestList } from '../neighbours/smallestList.ts';
import { squaredDistance, squaredDistances } from '../squaredDistance.ts';
import { BallCore } from './ballCore.ts';

/** A ball that holds every row. */
export interface EnclosingBall {
  /** Length d. */
  readonly centre: Float64Array;
  readonly radius: number;
  /** The least radius possible is at least radius · (1 − gap). */
  readonly gap: number;
}

/** Rows added to the core at a time. */
const additions = 16;
/** Rounds over all rows: far above what data need, so that rounding cannot loop. */
const maximalRounds = 500;

/**
 * The minimum enclosing ball (D28) within the relative gap `tolerance`: Frank–Wolfe with away steps on the dual over a core
 * set, to which the farthest rows are added until none is outside (Bădoiu & Clarkson 2003; Yıldırım 2008). Cost N · d a round,
 * some ten rounds. One row, or equal rows, give radius 0. The rows must not be empty.
 */
export function minimumBall(rows: Matrix, tolerance = 1e-6): EnclosingBall {
  const first = farthest(rows, rowOf(rows, 0));
  const core = new BallCore(rows, [0, first]);
  for (let round = 0; ; round++) {
    core.solve(tolerance / 4);
    const centre = core.centre();
    const squares = squaredDistances(rows, centre);
    const radius = Math.sqrt(squares.reduce((most, value) => Math.max(most, value), 0));
    const gap = radius > 0 ? Math.max(0, 1 - core.lowerRadius / radius) : 0;
    const grown = gap > tolerance && round < maximalRounds && core.add(farthestRows(squares));
    if (!grown) return { centre, radius, gap };
  }
}

/** The ball around the mean row that reaches the farthest row; its gap is unknown, so 1. */
export function ballAround(rows: Matrix, centre: Float64Array): EnclosingBall {
  const index = farthest(rows, centre);
  return { centre, radius: Math.sqrt(squaredDistance(rows, index, centre)), gap: 1 };
}

function farthest(rows: Matrix, point: ArrayLike<number>): number {
  const squares = squaredDistances(rows, point);
  return squares.reduce((best, value, i) => (value > squares[best] ? i : best), 0);
}

function farthestRows(squares: Float64Array): Int32Array {
  const list = new SmallestList(Math.min(additions, squares.length));
  squares.forEach((value, i) => {
    list.offer(-value, i);
  });
  return list.items;
}
