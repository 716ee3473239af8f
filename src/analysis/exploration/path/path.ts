import { dot64 } from '../../../engine/linalg/dot.ts';
import type { ProgressSink } from '../../../engine/progress.ts';
import { decisions, rayDecisions } from '../../../engine/regions/path/decisions.ts';
import { exactPath, exactRay, type ExactPath } from '../../../engine/regions/path/exactPath.ts';
import type { PiecewiseLinearMap } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import type { Knot } from '../../../engine/regions/path/knot.ts';
import { scoreCurve } from '../../../engine/regions/path/scoreCurve.ts';
import { summarise } from '../../../engine/stats/summarise.ts';
import type { Float64Network } from '../../../onnx/float64/float64Network.ts';
import type { PathJson, PathRequest } from '../../../protocol/path.ts';
import type { OutputKind } from '../../../report/report.ts';
import { Stopwatch } from '../../stopwatch.ts';
import { type RegionSubject, withRegionSubject } from './pathSubject.ts';
import { trajectory } from './trajectory.ts';

/** Opens the model and its samples for one path. Throws UserError as {@link withRegionSubject} and {@link measurePath}. */
export function explorePath(request: PathRequest, progress: ProgressSink): Promise<PathJson> {
  return withRegionSubject(request, (subject) => measurePath(subject, request, progress));
}

/** Follows the line between two samples of an open model. Throws UserError for samples that are not there. */
export async function measurePath(
  { network, outputs, limits, sample }: RegionSubject,
  request: PathRequest,
  progress: ProgressSink,
): Promise<PathJson> {
  const watch = new Stopwatch(progress);
  const { model, from, to, space = 'input' } = request;
  const [start, end] = [await sample(from), await sample(to)];
  const step = end.map((value, i) => value - start[i]!);
  const measured = await onLine(network, start, step, async (line) => {
    const path = await watch.stage('path', () => exactPath(line, progress));
    const lengths = request.trajectory
      ? await watch.stage('trajectory', () =>
          trajectory(network, line, path, [start, end], progress),
        )
      : undefined;
    return { path, lengths };
  });
  const beyond = request.beyond
    ? await watch.stage('beyond', () => follow(network, outputs, end, step, progress))
    : undefined;
  const length = Math.sqrt(dot64(step, 0, step, 0, step.length));
  return {
    model,
    from,
    to,
    ...(space !== 'input' && { space }),
    exactness: 'exact',
    outputs,
    ...measuresOf(measured.path, network, length),
    ...classesOf(measured.path, outputs),
    ...(beyond && { beyond }),
    ...(measured.lengths && { trajectory: measured.lengths }),
    limits,
    timings: watch.timings(),
  };
}

async function onLine<T>(
  network: Float64Network,
  origin: Float64Array,
  step: Float64Array,
  use: (line: PiecewiseLinearMap) => Promise<T>,
): Promise<T> {
  const line = await network.restrict(origin, [step]);
  try {
    return await use(line);
  } finally {
    await line.close();
  }
}

type ClassKeys = 'classes' | 'classesVisited' | 'decisionChanges' | 'minimumMargin';
type Measures = Omit<
  PathJson,
  'model' | 'from' | 'to' | 'exactness' | 'limits' | 'timings' | ClassKeys
>;

/** Which class wins where; nothing for outputs that name none. */
function classesOf(path: ExactPath, outputs: OutputKind): Pick<PathJson, ClassKeys> {
  if (outputs === 'numbers') {
    return { classes: [], classesVisited: [], decisionChanges: [], minimumMargin: null };
  }
  const { classes, changes, minimumMargin } = decisions(path);
  const classesVisited = [...new Set([...classes, ...changes.map(({ to }) => to)])];
  return { classes, classesVisited, decisionChanges: changes, minimumMargin };
}

function measuresOf(path: ExactPath, network: Float64Network, length: number): Measures {
  const { sites } = network;
  const inner = path.knots.slice(1, -1);
  const t = path.knots.map((knot) => knot.t);
  const curve = scoreCurve(path);
  const layerOf = (site: number) => sites[site]!.name;
  return {
    length,
    regions: path.regions,
    regionsPerUnitLength: length === 0 ? null : path.regions / length,
    breakpoints: inner.map((knot) => knot.t),
    layers: inner.map(({ crossings }) => layerOf(crossings[0]!.site)),
    crossings: crossingsOf(inner, network),
    perLayer: sites.map(({ name }, index) => ({
      layer: name,
      breakpoints: inner.filter(({ crossings }) => crossings[0]!.site === index).length,
    })),
    pieceLength: summarise(t.slice(1).map((value, i) => (value - t[i]!) * length)),
    scores: scoreRows(path),
    meanScores: [...curve.mean],
    chordDeviation: curve.chordDeviation,
    lengthRatio: length === 0 ? null : curve.length / length,
    totalVariationRatio: curve.chord === 0 ? null : curve.length / curve.chord,
  };
}

function crossingsOf(knots: readonly Knot[], { sites }: Float64Network): PathJson['crossings'] {
  return knots.map(({ crossings }) =>
    crossings.map(({ site, unit }) => ({ layer: sites[site]!.name, unit })),
  );
}

function scoreRows({ knots, scores }: ExactPath): number[][] {
  const width = scores.length / knots.length;
  return knots.map((_, row) => [...scores.subarray(row * width, (row + 1) * width)]);
}

async function follow(
  network: Float64Network,
  outputs: OutputKind,
  end: Float64Array,
  step: Float64Array,
  progress: ProgressSink,
): Promise<NonNullable<PathJson['beyond']>> {
  return onLine(network, end, step, async (line) => {
    const ray = await exactRay(line, progress);
    const bends = ray.knots.slice(1);
    const breakpoints = bends.map(({ t }) => 1 + t);
    const { changes, finalClass } =
      outputs === 'numbers' ? { changes: [], finalClass: null } : rayDecisions(ray);
    return {
      regions: ray.regions,
      breakpoints,
      crossings: crossingsOf(bends, network),
      scores: scoreRows(ray),
      decisionChanges: changes.map((change) => ({ ...change, t: 1 + change.t })),
      lastBreakpoint: breakpoints.at(-1) ?? null,
      finalSlope: [...ray.slope],
      finalClass,
    };
  });
}
