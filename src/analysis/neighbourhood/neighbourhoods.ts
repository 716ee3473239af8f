import { isOver, type ProgressSink } from '../../engine/progress.ts';
import type { DistanceNorm } from '../../engine/regions/neighbourhood/differentiableMap.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import { readClassesOf } from '../../datasets/answers.ts';
import { UserError } from '../../engine/userError.ts';
import type { DistancesOfAnyOutput } from '../../protocol/neighbourhood.ts';
import type { Limit, OutputKind } from '../../report/report.ts';
import {
  type RegionSubject,
  type RegionSubjectRequest,
  withRegionSubject,
} from '../exploration/path/pathSubject.ts';
import { Stopwatch } from '../stopwatch.ts';
import { classTargets, pointsOf } from './classTargets.ts';
import {
  type AffineMapSection,
  affineMapSection,
  type DecisionSection,
  decisionSections,
} from './sampleDetails.ts';
import { measureSamples } from './measureSamples.ts';
import { distancesOf } from './sampleDistances.ts';
import { treeSection, type TreeSection } from './treeSection.ts';

export interface NeighbourhoodsRequest extends RegionSubjectRequest {
  /** Indices of the samples; default all. */
  readonly at?: readonly number[];
  /** First N samples, without `at`. */
  readonly limit?: number;
  readonly norm?: DistanceNorm;
  /** Cells to search a sample for the exact distance to the decision boundary; default 0. */
  readonly mostCells?: number;
  /** Facets to name of each sample; default 1. */
  readonly facets?: number;
  /** Also the decisions that lead to each prediction, and the affine map of each region. */
  readonly path?: boolean;
  readonly map?: boolean;
  /** Also the whole network as a decision tree, for a tiny one. */
  readonly tree?: boolean;
}

/** One sample with what else was asked for. */
export interface SampleNeighbourhood extends DistancesOfAnyOutput {
  readonly path?: readonly DecisionSection[];
  readonly map?: AffineMapSection;
}

/** `neighbourhood --json`: how far samples are from the edges of their regions and from the decision boundary. */
export interface NeighbourhoodsResult {
  readonly model: string;
  /** "input", or "layer:NAME": where distances are measured. */
  readonly space: string;
  readonly norm: DistanceNorm;
  readonly outputs: OutputKind;
  /** The in-radius is exact, the distance to the decision boundary where its sample says so, else between its bounds. */
  readonly exactness: 'exact';
  readonly samples: readonly SampleNeighbourhood[];
  /** Samples asked for that a run which was ended early did not reach; absent where there are none. */
  readonly notReached?: number;
  readonly summary: {
    readonly samples: number;
    /** `null` when no region has an edge. */
    readonly inRadius: Summary | null;
    /** Over the samples with a boundary found; `null` when there are none, or no classes. */
    readonly lower: Summary | null;
    readonly upper: Summary | null;
    /** Share of samples whose distance to the decision boundary is exact. */
    readonly exactShare: number;
  };
  /** Only when asked for. */
  readonly tree?: TreeSection;
  readonly limits: readonly Limit[];
  readonly timings: ReturnType<Stopwatch['timings']>;
}

/** Throws UserError for samples that are not there, or a node that is not piecewise linear. */
export async function exploreNeighbourhoods(
  request: NeighbourhoodsRequest,
  progress: ProgressSink,
): Promise<NeighbourhoodsResult> {
  const watch = new Stopwatch(progress);
  return withRegionSubject(request, async (subject) => {
    const { asked, samples } = await watch.stage('distances', () =>
      measure(subject, request, progress),
    );
    const tree =
      request.tree && !isOver(progress)
        ? await watch.stage('tree', async () => {
            const start = await subject.sample(request.at?.[0] ?? 0);
            return treeSection(subject.network, start, progress);
          })
        : undefined;
    return {
      model: request.model,
      space: request.space ?? 'input',
      norm: request.norm ?? 'euclidean',
      outputs: subject.outputs,
      exactness: 'exact',
      samples,
      ...(samples.length < asked && { notReached: asked - samples.length }),
      summary: summaryOf(samples),
      ...(tree && { tree }),
      limits: subject.limits,
      timings: watch.timings(),
    };
  });
}

async function measure(
  { network, rows, through, outputs, sample }: RegionSubject,
  request: NeighbourhoodsRequest,
  progress: ProgressSink,
): Promise<{ readonly asked: number; readonly samples: SampleNeighbourhood[] }> {
  const { at, limit, norm = 'euclidean', mostCells = 0, facets = 1, samples } = request;
  if (!rows) {
    throw new UserError('There are no samples to look around: name a file with --samples.');
  }
  const labels = samples?.labels ? await readClassesOf(rows.dataset, samples.labels) : undefined;
  const count = Math.min(limit ?? rows.rows, rows.rows);
  const indices = at ?? Array.from({ length: count }, (_, i) => i);
  const targets =
    outputs === 'numbers' ? [] : await classTargets(network, pointsOf({ rows, through }));
  const options = { norm, mostCells, facets, targets, progress };
  const read = async (index: number) => ({
    point: await sample(index),
    sample: index,
    label: labels?.[index] ?? null,
  });
  const measured = await measureSamples(
    network,
    indices,
    read,
    options,
    async ({ section, found }, point) => ({
      ...distancesOf(section, outputs),
      ...(request.path && { path: await decisionSections(network, point, norm) }),
      ...(request.map && { map: affineMapSection(found.scores, point) }),
    }),
  );
  return { asked: indices.length, samples: measured };
}

function summaryOf(samples: readonly DistancesOfAnyOutput[]): NeighbourhoodsResult['summary'] {
  const decisions = samples.flatMap(({ decision }) => decision ?? []);
  const decided = decisions.filter(({ upper }) => upper !== null);
  return {
    samples: samples.length,
    inRadius: summaryOrNull(samples.map(({ inRadius }) => inRadius)),
    lower: summaryOrNull(decided.map(({ lower }) => lower)),
    upper: summaryOrNull(decided.map(({ upper }) => upper)),
    exactShare:
      decisions.length === 0 ? 0 : decisions.filter(({ exact }) => exact).length / decisions.length,
  };
}

/** `null` for no numbers. */
function summaryOrNull(values: readonly (number | null)[]): Summary | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : summarise(known);
}
