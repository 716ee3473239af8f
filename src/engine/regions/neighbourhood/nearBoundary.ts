import type { DistanceNorm } from './differentiableMap.ts';
import { boundaryCrossing, type Crossing, type ScoresAt } from './boundaryCrossing.ts';
import { winnerOf } from '../winner.ts';
import { decisionPlane, nearestPlane } from './decisionPlanes.ts';
import { primalNorm, steepestStep } from './normDuality.ts';

/** A point of the decision boundary, or a rounding beyond it. */
export interface BoundaryPoint {
  readonly point: Float64Array;
  readonly rival: number;
  readonly distance: number;
}

/** DeepFool's settings (Moosavi-Dezfooli et al. 2016). */
const overshoot = 0.02;
const mostSteps = 50;
/** Projections onto the boundary's own plane, each from the last; most gain is in the first two. */
const mostProjections = 10;
/** Steps that end farther away than this share of the distance to a target may have gone astray. */
const astray = 0.3;
/** A projection must shorten the distance by this share to be followed by another. */
const worthwhile = 1e-6;

/**
 * A point of the decision boundary near `start`: DeepFool steps until another class wins, back along the segment to the crossing, then
 * `start` projected onto the boundary as it lies there and again back, while that brings it nearer. The distance is an upper bound of
 * that to the boundary, whatever the steps did. `targets` are points that may lie in other classes: the nearest that does is
 * tried as well when the steps do not arrive, as where the scores are constant, or go astray. `undefined` when nothing arrives.
 */
export async function nearBoundary(
  scoresAt: ScoresAt,
  start: Float64Array,
  norm: DistanceNorm,
  targets: readonly Float64Array[] = [],
): Promise<BoundaryPoint | undefined> {
  const scores = remembering(scoresAt);
  const reference = winnerOf((await scores(start)).values);
  const search: Search = { scores, start, reference, norm };
  const arrival = await deepFool(search);
  const found = arrival && (await drawnNear(search, arrival));
  const target = await nearestOutside(search, targets);
  if (!target) return found;
  const reach = distanceBetween(target, start, norm);
  if (found && found.distance <= astray * reach) return found;
  const other = await drawnNear(search, target);
  return found && found.distance <= other.distance ? found : other;
}

/** The same, where a point (the very array) that was asked for before costs nothing. */
function remembering(scores: ScoresAt): ScoresAt {
  const known = new WeakMap<Float64Array, ReturnType<ScoresAt>>();
  return (point) => {
    let found = known.get(point);
    if (!found) known.set(point, (found = scores(point)));
    return found;
  };
}

interface Search {
  readonly scores: ScoresAt;
  readonly start: Float64Array;
  /** Class of the start. */
  readonly reference: number;
  readonly norm: DistanceNorm;
}

/** Back from `end` to the crossing, and from plane to plane of the boundary while that brings it nearer. */
async function drawnNear(search: Search, end: Float64Array): Promise<BoundaryPoint> {
  const { scores, reference } = search;
  let best = await crossing(search, end);
  for (let step = 0; step < mostProjections; step++) {
    const beyond = projectedBeyond(best.crossing, search);
    if (!beyond || winnerOf((await scores(beyond)).values) === reference) break;
    const found = await crossing(search, beyond);
    if (!(found.distance < best.distance)) break;
    const gain = best.distance - found.distance;
    best = found;
    if (gain <= worthwhile * best.distance) break;
  }
  const { crossing: at, distance } = best;
  return { point: at.point, rival: at.rival, distance };
}

/** Steps to the nearest linearised plane, over and over; `undefined` when the class does not change. */
async function deepFool({
  scores,
  start,
  reference,
  norm,
}: Search): Promise<Float64Array | undefined> {
  let point = start;
  for (let step = 0; step < mostSteps; step++) {
    const at = await scores(point);
    if (winnerOf(at.values) !== reference) return point;
    const plane = nearestPlane(at, reference, norm);
    if (!plane || plane.distance === Infinity) return undefined;
    // A tie has no plane to step to: a hair is enough to leave it.
    const lead = Math.max(plane.lead, 2 ** -40 * Math.abs(at.values[reference]), Number.MIN_VALUE);
    const direction = steepestStep(plane.gradient, norm);
    point = point.map((value, i) => value - (1 + overshoot) * lead * direction[i]);
    if (!point.every(Number.isFinite)) return undefined;
  }
  return undefined;
}

/** The nearest target of another class. */
async function nearestOutside(
  { scores, start, reference, norm }: Search,
  targets: readonly Float64Array[],
): Promise<Float64Array | undefined> {
  const distance = (target: Float64Array) => distanceBetween(target, start, norm);
  const sorted = [...targets].sort((a, b) => distance(a) - distance(b));
  for (const target of sorted) {
    if (winnerOf((await scores(target)).values) !== reference) return target;
  }
  return undefined;
}

async function crossing(
  { scores, start, reference, norm }: Search,
  end: Float64Array,
): Promise<{ readonly crossing: Crossing; readonly distance: number }> {
  const found = await boundaryCrossing(scores, start, end, reference);
  return { crossing: found, distance: distanceBetween(found.point, start, norm) };
}

function distanceBetween(a: Float64Array, b: Float64Array, norm: DistanceNorm): number {
  return primalNorm(
    a.map((value, i) => value - b[i]),
    norm,
  );
}

/** The start projected onto the boundary as it lies at the crossing, and a little further. */
function projectedBeyond(
  { point, rival, at }: Crossing,
  { start, reference, norm }: Search,
): Float64Array | undefined {
  const { gradient, lead, distance } = decisionPlane(at, reference, rival, norm);
  if (distance === Infinity) return undefined;
  const direction = steepestStep(gradient, norm);
  if (!direction.every(Number.isFinite)) return undefined;
  let leadAtStart = lead;
  for (let i = 0; i < start.length; i++) leadAtStart += gradient[i] * (start[i] - point[i]);
  return start.map((value, i) => value - (1 + overshoot) * leadAtStart * direction[i]);
}
