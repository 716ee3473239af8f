import { addScaledInto, dot64 } from '../../linalg/dot.ts';
import type { FunctionGradients } from './differentiableMap.ts';
import { winnerOf } from '../winner.ts';

/** Class scores with their gradients at a point. */
export type ScoresAt = (point: Float64Array) => Promise<FunctionGradients>;

/** A point where another class has at least drawn level with the class of the start. */
export interface Crossing {
  readonly point: Float64Array;
  readonly rival: number;
  /** Scores there. */
  readonly at: FunctionGradients;
}

/** The bracket is closed when it is this share of the segment: float64 tells no more. */
const closedShare = 2 ** -50;
/** Each step is exact once the crossing lies in the cell it starts from; the rest is bisection. */
const mostSteps = 200;

/**
 * A point on the segment from `start`, won by `reference`, to `end`, not won by it, where the lead of `reference` ends. Newton's method,
 * which is exact on the piece of the crossing, kept inside a bracket by bisection; the result is the outer end of the bracket, so that
 * its distance is never too short.
 */
export async function boundaryCrossing(
  scores: ScoresAt,
  start: Float64Array,
  end: Float64Array,
  reference: number,
): Promise<Crossing> {
  const direction = end.map((value, i) => value - start[i]);
  let low = 0;
  let high = 1;
  let outer: Crossing | undefined;
  let t = 1;
  for (let step = 0; step < mostSteps; step++) {
    const point = t === 1 ? end : along(start, direction, t);
    const at = await scores(point);
    const { lead, slope, rival } = leadAlong(at, reference, direction);
    if (lead <= 0) {
      high = t;
      outer = { point, rival, at };
    } else {
      low = t;
    }
    if (high - low <= closedShare * high || lead === 0) break;
    t = next(t, lead, slope, low, high);
  }
  return outer!;
}

function along(start: Float64Array, direction: Float64Array, t: number): Float64Array {
  const point = start.slice();
  addScaledInto(point, 0, direction, 0, direction.length, t);
  return point;
}

/** Lead over the strongest other class, and its change along the direction. */
function leadAlong(
  at: FunctionGradients,
  reference: number,
  direction: Float64Array,
): { readonly lead: number; readonly slope: number; readonly rival: number } {
  const others = at.values.map((score, k) => (k === reference ? -Infinity : score));
  const rival = winnerOf(others);
  const { length } = direction;
  const slopeOf = (k: number) => dot64(at.gradients.data, k * length, direction, 0, length);
  const lead = at.values[reference] - at.values[rival];
  return { lead, slope: slopeOf(reference) - slopeOf(rival), rival };
}

/** Newton's point, a hair beyond the root so that the bracket closes from both sides; the middle when that leaves the bracket. */
function next(t: number, lead: number, slope: number, low: number, high: number): number {
  const hair = closedShare * high;
  const newton = t - lead / slope + (lead > 0 ? hair : -hair);
  return newton > low && newton < high ? newton : (low + high) / 2;
}
