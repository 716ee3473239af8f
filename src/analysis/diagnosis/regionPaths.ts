import { dot64 } from '../../engine/linalg/dot.ts';
import { CancelledError, isOver, type ProgressSink } from '../../engine/progress.ts';
import { exactBends } from '../../engine/regions/path/exactPath.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { SiteLayout } from '../../onnx/runner.ts';
import type { PathDensity } from '../../report/regions/regionSections.ts';
import type { RegionPath } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';
import { type FollowedPath, pathDensities } from './pathDensities.ts';
import { choosePaths, type PathEnds } from './pathEnds.ts';
import type { Subject } from './subject.ts';
import {
  BudgetSpent,
  mostSampleNs,
  mostSites,
  type SampleWork,
  sampleWork,
  WorkBudget,
} from './workBudget.ts';

export interface RegionPathsRequest {
  readonly subject: Subject;
  /** The set whose regions are counted. */
  readonly samples: SampleSet;
  /** Numbers that enter the switches of one sample, in the order of the structure's sites. */
  readonly siteLayouts: readonly Pick<SiteLayout, 'units' | 'positions'>[];
  readonly seed: number;
  readonly threads?: number;
  /** Work that may be done, as the time it takes a machine at rest; default 3 s. */
  readonly budgetMs?: number;
}

/** Straight paths between two samples: enough for a mean with its error, few enough to be had in passing. */
const pathCount = 20;
const defaultBudgetMs = 3000;
/** Weights whose widening to float64 would cost more than the paths are worth. */
const mostParameters = 5e7;

/** Straight paths one by one, where they join two samples, and by what they join. Both may be empty. */
export interface RegionPaths {
  readonly paths: readonly RegionPath[];
  readonly densities: readonly PathDensity[];
}

const noPaths: RegionPaths = { paths: [], densities: [] };

/**
 * Exact numbers of regions on straight lines between seeded pairs of samples, and from samples to noise (geometry-spec D16), the
 * network opened in float64 once. What cannot be had, for a model or within the budget, becomes a sentence among the subject's limits;
 * a network without switches, or one that is not piecewise linear, has no paths. Throws CancelledError.
 */
export async function regionPaths(
  request: RegionPathsRequest,
  progress: ProgressSink,
): Promise<RegionPaths> {
  const { subject, samples, seed } = request;
  const { structure, limits } = subject;
  if (!structure.piecewiseLinear || structure.sites.length === 0) return noPaths;
  const tell = (effect: string) => limits.push({ op: '', node: '', effect });
  const work = sampleWork(structure, request.siteLayouts);
  const isDeep = structure.sites.length > mostSites;
  if (isDeep || work.total > mostSampleNs || subject.model.parameters > mostParameters) {
    tell('regions along straight paths were not counted: the model is too large for that');
    return noPaths;
  }
  const { ends, noiseRows } = await choosePaths(samples, pathCount, seed);
  if (ends.length === 0) return noPaths;
  try {
    const { paths, layers, looked } = await follow(request, ends, work, progress);
    if (looked < ends.length) {
      tell(
        `regions were counted along ${String(looked)} of ${String(ends.length)} straight paths, the others being too much work in passing (model-geometry path follows one to its end)`,
      );
    }
    return told(paths, layers, noiseRows);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs: whatever stands against it must not cost the rest of the report.
    const reason = error instanceof Error ? error.message : String(error);
    tell(`regions along straight paths were not counted: ${reason}`);
    return noPaths;
  }
}

function told(
  followed: readonly (FollowedPath & Pick<PathEnds, 'pair'>)[],
  layers: readonly string[],
  noiseRows: number | undefined,
): RegionPaths {
  const paths = followed.flatMap(({ pair, length, regions }): RegionPath[] => {
    if (!pair) return [];
    return [
      { ...pair, length, regions, regionsPerUnitLength: regions / length, exactness: 'exact' },
    ];
  });
  const densities = pathDensities(followed, layers).map((density) =>
    density.kind === 'noise' && noiseRows !== undefined ? { ...density, noiseRows } : density,
  );
  return { paths, densities };
}

interface Followed {
  readonly paths: (FollowedPath & Pick<PathEnds, 'pair'>)[];
  /** Switch layers, as `bends` counts them. */
  readonly layers: readonly string[];
  /** Paths looked at, with those between equal points, which have no length. */
  readonly looked: number;
}

async function follow(
  { subject, samples, threads, budgetMs = defaultBudgetMs }: RegionPathsRequest,
  ends: readonly PathEnds[],
  work: SampleWork,
  progress: ProgressSink,
): Promise<Followed> {
  const budget = new WorkBudget(budgetMs);
  const network = await Float64Network.open(subject.model, subject.structure, {
    input: subject.input.name,
    sampleShape: samples.shape,
    ...(threads === undefined ? {} : { threads }),
  });
  const paths: Followed['paths'] = [];
  let looked = 0;
  try {
    for (const each of ends) {
      progress.throwIfCancelled();
      if (isOver(progress)) break;
      progress.report('Following straight paths', looked, ends.length);
      const path = await onePath(network, each, { budget, work, progress });
      if (path) paths.push({ ...path, kind: each.kind, pair: each.pair });
      looked++;
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
  } finally {
    await network.close();
  }
  return { paths, layers: network.sites.map(({ name }) => name), looked };
}

interface Bounds {
  readonly budget: WorkBudget;
  readonly work: SampleWork;
  readonly progress: ProgressSink;
}

/** `undefined` between equal points. Throws BudgetSpent. */
async function onePath(
  network: Float64Network,
  { start, end }: PathEnds,
  { budget, work, progress }: Bounds,
): Promise<Omit<FollowedPath, 'kind'> | undefined> {
  const step = end.map((value, i) => value - start[i]);
  const length = Math.sqrt(dot64(step, 0, step, 0, step.length));
  if (length === 0) return undefined;
  const line = await network.restrict(start, [step]);
  try {
    const { regions, knots } = await exactBends(budget.meter(line, work), {
      report: () => undefined,
      throwIfCancelled: () => progress.throwIfCancelled(),
    });
    const bends = network.sites.map(() => 0);
    for (const { crossings } of knots.slice(1, -1)) bends[crossings[0].site]++;
    return { length, regions, bends };
  } finally {
    await line.close();
  }
}
