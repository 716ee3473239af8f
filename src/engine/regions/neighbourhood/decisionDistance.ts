import { type ProgressSink, silentProgress } from '../../progress.ts';
import { searchCells } from './cellSearch.ts';
import type { ScoresAt } from './boundaryCrossing.ts';
import { winnerOf } from '../winner.ts';
import { asClasses, nearestPlane } from './decisionPlanes.ts';
import type { DifferentiableMap, DistanceNorm, FunctionGradients } from './differentiableMap.ts';
import { type Facet, nearestFacets } from './inRadius.ts';
import { type BoundaryPoint, nearBoundary } from './nearBoundary.ts';
import { steepestStep } from './normDuality.ts';

export interface DecisionDistanceOptions {
  /** Default Euclidean. */
  readonly norm?: DistanceNorm;
  /** Facets to name; default 1. */
  readonly facets?: number;
  /** Points of other classes, for where the scores are constant around the sample. */
  readonly targets?: readonly Float64Array[];
  /** Cells to search for the exact distance, Euclidean only; default 0: bounds. */
  readonly mostCells?: number;
  readonly progress?: ProgressSink;
  /** Scores of the map with their gradients, where they are computed for several samples together. */
  readonly scoresAt?: ScoresAt;
}

/** How far a sample is from where things change. Distances in input units. */
export interface DecisionDistance {
  /** Class at the sample, the first of several that tie; of a single score, 1 above 0. */
  readonly predicted: number;
  /** Class scores there, with their gradients: the local affine map. */
  readonly scores: FunctionGradients;
  /** Distance to the nearest facet of its region; Infinity for a region without any. */
  readonly inRadius: number;
  /** Nearest facets, nearest first. */
  readonly facets: readonly Facet[];
  /** Distance to the nearest plane on which another class would draw level, were the region the whole space; no bound. */
  readonly linearised: number;
  /** No decision boundary is nearer. Infinity when there is none. */
  readonly lower: number;
  /** Distance of `nearest`; Infinity when no boundary point was found. */
  readonly upper: number;
  readonly nearest: BoundaryPoint | undefined;
  /** `lower` and `upper` are the distance itself, to rounding. */
  readonly isExact: boolean;
  /** Cells searched. */
  readonly cells: number;
}

/**
 * Distance from `sample` to its region's facets (geometry-spec D11) and to the decision boundary, as bounds (D19). Lower bound: within
 * the in-radius the scores are affine, so that no boundary is nearer than the smaller of in-radius and linearised distance; is that the
 * linearised one, it is the distance itself. Upper bound: {@link nearBoundary}. With `mostCells` the gap is closed by
 * {@link searchCells}. A sample on which classes tie is at distance 0.
 */
export async function decisionDistance(
  map: DifferentiableMap,
  sample: Float64Array,
  options: DecisionDistanceOptions = {},
): Promise<DecisionDistance> {
  const { norm = 'euclidean', facets: facetCount = 1, mostCells = 0 } = options;
  const slopes = await map.slopes(sample, norm);
  const facets = nearestFacets(map.sites, slopes, facetCount);
  const { scoresAt: gradientsAt = scoreGradients(map) } = options;
  const scores = await gradientsAt(sample);
  const classes = asClasses(scores);
  const predicted = winnerOf(classes.values);
  const plane = nearestPlane(classes, predicted, norm);
  const inRadius = facets[0]?.distance ?? Infinity;
  const linearised = plane?.distance ?? Infinity;
  const common = { predicted, scores, inRadius, facets, linearised };
  if (!plane) return { ...common, ...noBoundary };
  if (linearised <= inRadius && linearised < Infinity) {
    const nearest = onPlane(sample, plane, norm);
    return { ...common, ...settledAt(linearised), nearest, isExact: true, cells: 1 };
  }
  if (inRadius === Infinity) return { ...common, ...noBoundary };
  const scoresAt: ScoresAt = async (point) => asClasses(await gradientsAt(point));
  const near = await nearBoundary(scoresAt, sample, norm, options.targets);
  const bounds = { lower: inRadius, upper: near?.distance ?? Infinity, nearest: near };
  if (mostCells === 0 || norm !== 'euclidean') {
    return { ...common, ...bounds, isExact: false, cells: 1 };
  }
  const { progress = silentProgress } = options;
  const known = near ? { known: near } : {};
  const search = await searchCells(map, sample, predicted, { mostCells, progress, ...known });
  const { nearest, cells, isComplete } = search;
  if (isComplete) {
    const distance = nearest?.distance ?? Infinity;
    return { ...common, ...settledAt(distance), nearest, isExact: true, cells };
  }
  const lower = Math.max(inRadius, search.lower);
  return { ...common, lower, upper: nearest?.distance ?? Infinity, nearest, isExact: false, cells };
}

const noBoundary = { ...settledAt(Infinity), nearest: undefined, isExact: true, cells: 1 };

function settledAt(distance: number): { readonly lower: number; readonly upper: number } {
  return { lower: distance, upper: distance };
}

/** Class scores and their gradients, one point at a time. */
export function scoreGradients(map: DifferentiableMap): ScoresAt {
  return async (point) => (await map.scoreGradients([point]))[0];
}

function onPlane(
  sample: Float64Array,
  { rival, lead, gradient, distance }: NonNullable<ReturnType<typeof nearestPlane>>,
  norm: DistanceNorm,
): BoundaryPoint {
  if (lead === 0) return { point: sample.slice(), rival, distance };
  const step = steepestStep(gradient, norm);
  const point = sample.map((value, i) => value - lead * step[i]);
  return { point, rival, distance };
}
