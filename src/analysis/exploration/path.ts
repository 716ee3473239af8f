import { dot64 } from '../../engine/linalg/dot.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { decisions, type DecisionChange } from '../../engine/regions/path/decisions.ts';
import { exactPath, exactRay, type ExactPath } from '../../engine/regions/path/exactPath.ts';
import { scoreCurve } from '../../engine/regions/path/scoreCurve.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { Limit } from '../../report/report.ts';
import { type RegionSubjectRequest, withRegionSubject } from './pathSubject.ts';
import { Stopwatch } from '../stopwatch.ts';

export interface PathRequest extends RegionSubjectRequest {
  /** Sample indices. */
  readonly from: number;
  readonly to: number;
  /** Also follow the line beyond `to` to infinity. */
  readonly beyond?: boolean;
}

/** `path --json`: the network on the straight line between two samples (geometry-spec D16, D20, D21). */
export interface PathResult {
  readonly model: string;
  readonly from: number;
  readonly to: number;
  readonly exactness: 'exact';
  /** 2-norm of to − from, in the model's input after preprocessing. */
  readonly length: number;
  /** Pieces on which every unit keeps its state. */
  readonly regions: number;
  readonly regionsPerUnitLength: number | null;
  /** t in (0, 1), ascending. */
  readonly breakpoints: readonly number[];
  /** Layer that cuts at each breakpoint; the first one where several do. */
  readonly layers: readonly string[];
  /** Every unit that switches at each breakpoint. */
  readonly crossings: readonly (readonly { readonly layer: string; readonly unit: number }[])[];
  /** Breakpoints of each layer. */
  readonly perLayer: readonly { readonly layer: string; readonly breakpoints: number }[];
  readonly pieceLength: Summary;
  /** Winning class at the middle of each piece. */
  readonly classes: readonly number[];
  readonly classesVisited: readonly number[];
  /** Exact switches of the winning class. */
  readonly decisionChanges: readonly DecisionChange[];
  /** Least lead of the winner on the whole path; `null` for a single score. */
  readonly minimumMargin: number | null;
  /** Class scores at t = 0, the breakpoints and t = 1; affine in between. */
  readonly scores: readonly (readonly number[])[];
  /** Mean of the scores along the path. */
  readonly meanScores: readonly number[];
  /** Largest distance of the scores from the straight line between those at the ends. */
  readonly chordDeviation: number;
  /** Length of the curve of scores over the length of the path; `null` for a path without length. */
  readonly lengthRatio: number | null;
  /** Length of the curve of scores over the distance of its ends; `null` where they coincide. */
  readonly totalVariationRatio: number | null;
  /** The ray behind `to`, in the same t. */
  readonly beyond?: {
    readonly regions: number;
    readonly breakpoints: readonly number[];
    /** `null` when the ray has no breakpoint. */
    readonly lastBreakpoint: number | null;
    /** Class scores per unit of t behind the last breakpoint. */
    readonly finalSlope: readonly number[];
    /** Class that wins in the end. */
    readonly finalClass: number;
  };
  readonly limits: readonly Limit[];
  readonly timings: ReturnType<Stopwatch['timings']>;
}

/** Throws UserError for samples that are not there, or a node that is not piecewise linear. */
export async function explorePath(
  request: PathRequest,
  progress: ProgressSink,
): Promise<PathResult> {
  const watch = new Stopwatch(progress);
  return withRegionSubject(request, async ({ network, limits, sample }) => {
    const [start, end] = [await sample(request.from), await sample(request.to)];
    const step = end.map((value, i) => value - start[i]!);
    const path = await watch.stage('path', () => cut(network, start, step, progress, exactPath));
    const beyond = request.beyond
      ? { beyond: await watch.stage('beyond', () => follow(network, end, step, progress)) }
      : {};
    const { model, from, to } = request;
    const measures = measuresOf(path, network, Math.sqrt(dot64(step, 0, step, 0, step.length)));
    const ends = { model, from, to, exactness: 'exact' as const };
    return { ...ends, ...measures, ...beyond, limits, timings: watch.timings() };
  });
}

async function cut<T>(
  network: Float64Network,
  origin: Float64Array,
  step: Float64Array,
  progress: ProgressSink,
  how: (
    line: Awaited<ReturnType<Float64Network['restrict']>>,
    progress: ProgressSink,
  ) => Promise<T>,
): Promise<T> {
  const line = await network.restrict(origin, [step]);
  try {
    return await how(line, progress);
  } finally {
    await line.close();
  }
}

type Measures = Omit<PathResult, 'model' | 'from' | 'to' | 'exactness' | 'limits' | 'timings'>;

function measuresOf(path: ExactPath, { sites }: Float64Network, length: number): Measures {
  const inner = path.knots.slice(1, -1);
  const t = path.knots.map((knot) => knot.t);
  const { classes, changes, minimumMargin } = decisions(path);
  const curve = scoreCurve(path);
  const layerOf = (site: number) => sites[site]!.name;
  return {
    length,
    regions: path.regions,
    regionsPerUnitLength: length === 0 ? null : path.regions / length,
    breakpoints: inner.map((knot) => knot.t),
    layers: inner.map(({ crossings }) => layerOf(crossings[0]!.site)),
    crossings: inner.map(({ crossings }) =>
      crossings.map(({ site, unit }) => ({ layer: layerOf(site), unit })),
    ),
    perLayer: sites.map(({ name }, index) => ({
      layer: name,
      breakpoints: inner.filter(({ crossings }) => crossings[0]!.site === index).length,
    })),
    pieceLength: summarise(t.slice(1).map((value, i) => (value - t[i]!) * length)),
    classes,
    classesVisited: [...new Set([...classes, ...changes.map(({ to }) => to)])],
    decisionChanges: changes,
    minimumMargin: minimumMargin ?? null,
    scores: scoreRows(path),
    meanScores: [...curve.mean],
    chordDeviation: curve.chordDeviation,
    lengthRatio: length === 0 ? null : curve.length / length,
    totalVariationRatio: curve.chord === 0 ? null : curve.length / curve.chord,
  };
}

function scoreRows({ knots, scores }: ExactPath): number[][] {
  const width = scores.length / knots.length;
  return knots.map((_, row) => [...scores.subarray(row * width, (row + 1) * width)]);
}

async function follow(
  network: Float64Network,
  end: Float64Array,
  step: Float64Array,
  progress: ProgressSink,
): Promise<NonNullable<PathResult['beyond']>> {
  return cut(network, end, step, progress, async (line) => {
    const ray = await exactRay(line, progress);
    const breakpoints = ray.knots.slice(1).map(({ t }) => 1 + t);
    const winner = ray.slope.reduce((best, slope, k) => (slope > ray.slope[best]! ? k : best), 0);
    return {
      regions: ray.regions,
      breakpoints,
      lastBreakpoint: breakpoints.at(-1) ?? null,
      finalSlope: [...ray.slope],
      finalClass: winner,
    };
  });
}
