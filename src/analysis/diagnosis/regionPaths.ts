import { CancelledError, type ProgressSink } from '../../engine/progress.ts';
import { exactPath } from '../../engine/regions/path/exactPath.ts';
import { dot64 } from '../../engine/linalg/dot.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { SiteLayout } from '../../onnx/runner.ts';
import type { RegionPath } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';
import { type SamplePair, samplePairs } from './samplePairs.ts';
import type { Subject } from './subject.ts';
import { BudgetSpent, type SampleWork, sampleWork, WorkBudget } from './workBudget.ts';

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

/** Straight paths of a report: enough for a mean with its error, few enough to be had in passing. */
const pathCount = 20;
const defaultBudgetMs = 3000;
/** Above these the float64 network alone would cost more than the paths are worth: time for a sample, and weights to widen. */
const mostSampleNs = 1e7;
const mostParameters = 5e7;

/**
 * Exact numbers of regions on straight lines between seeded pairs of samples (geometry-spec D16), the network opened in float64 once.
 * What cannot be had, for a model or within the budget, becomes a sentence among the subject's limits; a network without switches, or
 * one that is not piecewise linear, has no paths. Throws CancelledError.
 */
export async function regionPaths(
  request: RegionPathsRequest,
  progress: ProgressSink,
): Promise<RegionPath[]> {
  const { subject, samples, seed } = request;
  const { structure, limits } = subject;
  if (!structure.piecewiseLinear || structure.sites.length === 0) return [];
  const tell = (effect: string) => limits.push({ op: '', node: '', effect });
  const work = sampleWork(structure, request.siteLayouts);
  if (work.total > mostSampleNs || subject.model.parameters > mostParameters) {
    tell('regions along straight paths were not counted: the model is too large for that');
    return [];
  }
  const pairs = samplePairs(samples.rows, samples.labels, pathCount, randomGenerator(seed));
  if (pairs.length === 0) return [];
  try {
    const { paths, followed } = await follow(request, pairs, work, progress);
    if (followed < pairs.length) {
      tell(
        `regions were counted along ${String(followed)} of ${String(pairs.length)} straight paths, the others being too much work in passing (model-geometry path follows one to its end)`,
      );
    }
    return paths;
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs: whatever stands against it must not cost the rest of the report.
    const reason = error instanceof Error ? error.message : String(error);
    tell(`regions along straight paths were not counted: ${reason}`);
    return [];
  }
}

interface Followed {
  readonly paths: RegionPath[];
  /** Pairs looked at, with those of equal samples, which have no path between them. */
  readonly followed: number;
}

async function follow(
  { subject, samples, threads, budgetMs = defaultBudgetMs }: RegionPathsRequest,
  pairs: readonly SamplePair[],
  work: SampleWork,
  progress: ProgressSink,
): Promise<Followed> {
  const budget = new WorkBudget(budgetMs);
  const points = await readPoints(samples, pairs);
  const network = await Float64Network.open(subject.model, subject.structure, {
    input: subject.input.name,
    sampleShape: samples.shape,
    ...(threads === undefined ? {} : { threads }),
  });
  const paths: RegionPath[] = [];
  let followed = 0;
  try {
    for (const pair of pairs) {
      progress.throwIfCancelled();
      progress.report('Following straight paths', followed, pairs.length);
      const path = await onePath(network, pair, points, { budget, work, progress });
      if (path) paths.push(path);
      followed++;
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
  } finally {
    await network.close();
  }
  return { paths, followed };
}

/** Samples at the ends of the paths, float64, each read once and in the order of the file. */
async function readPoints(
  samples: SampleSet,
  pairs: readonly SamplePair[],
): Promise<ReadonlyMap<number, Float64Array>> {
  const rows = [...new Set(pairs.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const points = new Map<number, Float64Array>();
  for (const row of rows) points.set(row, Float64Array.from(await samples.read(row, row + 1)));
  return points;
}

interface Bounds {
  readonly budget: WorkBudget;
  readonly work: SampleWork;
  readonly progress: ProgressSink;
}

/** `undefined` between equal samples. Throws BudgetSpent. */
async function onePath(
  network: Float64Network,
  { from, to, kind }: SamplePair,
  points: ReadonlyMap<number, Float64Array>,
  { budget, work, progress }: Bounds,
): Promise<RegionPath | undefined> {
  const start = points.get(from)!;
  const step = points.get(to)!.map((value, i) => value - start[i]);
  const length = Math.sqrt(dot64(step, 0, step, 0, step.length));
  if (length === 0) return undefined;
  const line = await network.restrict(start, [step]);
  try {
    const { regions } = await exactPath(budget.meter(line, work), {
      report: () => undefined,
      throwIfCancelled: () => progress.throwIfCancelled(),
    });
    const regionsPerUnitLength = regions / length;
    return { from, to, kind, length, regions, regionsPerUnitLength, exactness: 'exact' };
  } finally {
    await line.close();
  }
}
