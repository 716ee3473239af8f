import { performance } from 'node:perf_hooks';
import type { ProgressSink } from '../../../engine/progress.ts';
import { partitionPlane } from '../../../engine/regions/partition/partitionPlane.ts';
import type { Partition } from '../../../engine/regions/partition/assemblePartition.ts';
import type { PiecewiseLinearMap } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import { checkForward, type ForwardCheck } from '../../../engine/regions/slice/checkForward.ts';
import { checkShape, type ShapeCheck } from '../../../engine/regions/slice/checkShape.ts';
import {
  boundaryLengths,
  cellShapes,
  type CellShapes,
} from '../../../engine/regions/slice/cellShapes.ts';
import {
  decisionBoundary,
  type DecisionBoundary,
} from '../../../engine/regions/slice/decisionBoundary.ts';
import { countLinearRegions } from '../../../engine/regions/slice/linearRegions.ts';
import {
  type ScoredPartition,
  scorePartition,
} from '../../../engine/regions/slice/scoredPartition.ts';
import type { Limit, OutputKind } from '../../../report/report.ts';
import {
  type RegionSubject,
  type RegionSubjectRequest,
  withRegionSubject,
} from '../path/pathSubject.ts';
import { type NearSamplesRequest, type SliceSamples, sliceSamples } from './sliceSamples.ts';
import { type SliceWindow, sliceWindow, type SliceWindowRequest } from './sliceWindow.ts';
import { Stopwatch } from '../../stopwatch.ts';

export interface SliceRequest extends RegionSubjectRequest {
  readonly window: SliceWindowRequest;
  /** Also compare the regions with where samples lie. */
  readonly near?: NearSamplesRequest;
  readonly budget?: {
    /** Refinement stops here; default 2,000,000. */
    readonly cells?: number;
    readonly seconds?: number;
  };
}

/** The exact partition of a plane window with everything measured on it (geometry-spec D14, D17, D18). */
export interface Slice {
  readonly window: SliceWindow;
  /** Layers that switch, in order. */
  readonly layers: readonly string[];
  readonly partition: Partition;
  readonly shapes: CellShapes;
  /** Area of the window. */
  readonly area: number;
  /** Cells with less than 1e-12 of the window's area; they are counted as regions. */
  readonly slivers: number;
  /** Length of the boundaries drawn by each layer. */
  readonly boundaryLength: readonly number[];
  /** Class scores at the vertices; `undefined` for an incomplete partition. */
  readonly scored: ScoredPartition | undefined;
  /** Different affine maps of neighbouring cells; `undefined` for an incomplete partition, whose cells have no single map. */
  readonly linearRegions: number | undefined;
  /** What the network's outputs mean. */
  readonly outputs: OutputKind;
  /** `undefined` for an incomplete partition, and for outputs that name no class. */
  readonly decisions: DecisionBoundary | undefined;
  readonly shapeCheck: ShapeCheck;
  /** `undefined` for an incomplete partition. */
  readonly forwardCheck: ForwardCheck | undefined;
  /** Where asked for, and the partition is complete. */
  readonly samples?: SliceSamples;
  readonly limits: readonly Limit[];
  readonly timings: ReturnType<Stopwatch['timings']>;
}

const defaultCells = 2_000_000;
/** Beyond this the partition stops with what it has: enough for millions of cells, short of trouble. */
const maxBytes = 3 * 2 ** 30;
const sliverShare = 1e-12;

/**
 * Cuts the window and measures the cells. Throws UserError for anchors that span no plane, a window without area, or a node that is
 * not piecewise linear. A spent budget gives a partition labelled incomplete.
 */
export async function exploreSlice(request: SliceRequest, progress: ProgressSink): Promise<Slice> {
  const watch = new Stopwatch(progress);
  const { near, budget } = request;
  return withRegionSubject(request, async (subject) => {
    const { network, outputs, limits, sample } = subject;
    const window = await sliceWindow(request.window, network.inputLength, sample);
    const measured = await measureSlice(subject, window, budget, progress, watch);
    const slice = { ...measured, outputs, window, limits };
    if (!near || !slice.partition.isComplete) return { ...slice, timings: watch.timings() };
    const samples = await watch.stage('samples', () =>
      sliceSamples(slice, near, subject, progress),
    );
    return { ...slice, samples, timings: watch.timings() };
  });
}

/** Cuts `window` and measures the cells; the model and its limits are the caller's. */
export async function measureSlice(
  { network, outputs }: Pick<RegionSubject, 'network' | 'outputs'>,
  window: SliceWindow,
  limits: SliceRequest['budget'],
  progress: ProgressSink,
  watch: Stopwatch,
): Promise<Omit<Slice, 'outputs' | 'window' | 'limits' | 'timings'>> {
  const plane = await network.restrict(window.origin, window.axes);
  try {
    const budget = budgetOf(limits);
    const partition = await watch.stage('partition', () =>
      partitionPlane(plane, window.corners, { progress, budget }),
    );
    const shapes = cellShapes(partition);
    const area = shapes.area.reduce((sum, cell) => sum + cell, 0);
    return {
      layers: network.sites.map(({ name }) => name),
      partition,
      shapes,
      area,
      slivers: shapes.area.filter((cell) => cell < sliverShare * area).length,
      boundaryLength: [...boundaryLengths(partition, network.sites.length)],
      shapeCheck: checkShape(partition, window.corners),
      ...(await watch.stage('scores', () =>
        scoreCells(plane, window, partition, shapes, outputs, progress),
      )),
    };
  } finally {
    await plane.close();
  }
}

type Scores = Pick<Slice, 'scored' | 'linearRegions' | 'decisions' | 'forwardCheck'>;

/** What the class scores say; only on a complete partition are they affine in every cell. */
async function scoreCells(
  plane: PiecewiseLinearMap,
  { corners }: SliceWindow,
  partition: Partition,
  { area }: CellShapes,
  outputs: OutputKind,
  progress: ProgressSink,
): Promise<Scores> {
  if (!partition.isComplete) {
    return {
      scored: undefined,
      linearRegions: undefined,
      decisions: undefined,
      forwardCheck: undefined,
    };
  }
  const scored = await scorePartition(plane, partition, progress);
  return {
    scored,
    linearRegions: countLinearRegions(scored),
    decisions: outputs === 'numbers' ? undefined : decisionBoundary(scored, area),
    forwardCheck: await checkForward(plane, corners, scored),
  };
}

function budgetOf(budget: SliceRequest['budget']): { cells: number; isSpent(): boolean } {
  const end = performance.now() + 1000 * (budget?.seconds ?? Infinity);
  return {
    cells: budget?.cells ?? defaultCells,
    isSpent: () => performance.now() > end || process.memoryUsage.rss() > maxBytes,
  };
}
