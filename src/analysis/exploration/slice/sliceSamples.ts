import { readClassesOf } from '../../../datasets/answers.ts';
import { blocksOf, type RowSource } from '../../../engine/extrapolation/streamed/rowBlocks.ts';
import type { ProgressSink } from '../../../engine/progress.ts';
import { cutCells } from '../../../engine/regions/slice/samples/cutCells.ts';
import { DiscCover } from '../../../engine/regions/slice/samples/discCover.ts';
import { offData, type OffData } from '../../../engine/regions/slice/samples/offData.ts';
import {
  discsOf,
  planeShadow,
  type PlaneShadow,
} from '../../../engine/regions/slice/samples/planeShadow.ts';
import {
  countComponents,
  sampleDensity,
  type WindowPart,
} from '../../../engine/regions/slice/samples/sampleDensity.ts';
import { treeCells } from '../../../engine/regions/slice/samples/treeCells.ts';
import { classificationTree } from '../../../engine/stats/classificationTree.ts';
import { summarise } from '../../../engine/stats/summarise.ts';
import type { Summary } from '../../../engine/stats/summary.ts';
import { UserError } from '../../../engine/userError.ts';
import type { DataSettings, PreprocessSettings } from '../../../protocol/analysis.ts';
import { heldNumbers } from '../../heldNumbers.ts';
import { rowsAt } from '../../scoreCard/rowSubset.ts';
import { trainingRows } from '../../trainingRows.ts';
import { nearestDistance, spacedRows } from '../nearestDistance.ts';
import type { RegionSubject } from '../path/pathSubject.ts';
import type { Slice } from './slice.ts';

/** Which samples a slice is compared with (geometry-spec D46). */
export interface NearSamplesRequest {
  /** The samples, with labels where a decision tree is wanted. */
  readonly data: DataSettings;
  readonly preprocess?: PreprocessSettings;
  /** How near is near, 2-norm in the model's input; default the median nearest-neighbour distance of the samples. */
  readonly radius?: number;
  readonly threads?: number;
}

/** Shares in [0, 1] of what lies in cells no point of which is near a sample: exact. */
export interface DataFreeShare {
  readonly cells: number;
  readonly dataFree: number;
  readonly share: number;
  readonly areaShare: number;
  /** Of the length of all cuts; a cut between a data-free cell and another counts half. */
  readonly cutLengthShare: number;
  /** The same with each cell's cuts weighted by its area. */
  readonly areaWeightedCutLengthShare: number;
}

/** Part of the window with its densities; areas come from a quadrature (relative error below 1e-3), counts and lengths are exact. */
export interface SamplePart {
  readonly area: number;
  /** Regions whose centre lies here. */
  readonly regions: number;
  /** `null` for a part without area. */
  readonly regionsPerArea: number | null;
  readonly boundaryLength: number;
  readonly boundaryPerArea: number | null;
}

/** Regions near samples and elsewhere (geometry-spec D46). */
export interface SliceSamples {
  readonly path: string;
  readonly samples: number;
  readonly radius: number;
  /** Where the radius comes from, in words. */
  readonly radiusIs: string;
  /** Distance of the samples from the plane. */
  readonly offPlane: Summary;
  /** Samples at most `radius` from the plane. */
  readonly nearPlane: number;
  readonly near: SamplePart;
  readonly elsewhere: SamplePart;
  /** `components`: groups of data-free regions that share edges. */
  readonly dataFree: DataFreeShare & { readonly components: number };
  /** A CART tree of the same samples and as many leaves (or all it finds), cut by the same plane; `null` without labels. */
  readonly tree: (DataFreeShare & { readonly leaves: number; readonly rows: number }) | null;
}

/** Numbers (rows × columns) held in memory; beyond, the rows are read once for each step. */
const mostHeld = 1e8;
/** Numbers the tree is grown on: a second or two. */
const treeNumbers = 4e6;

/**
 * Compares the regions of a complete slice with where samples lie: the window's part within `radius` of a sample against the rest, and
 * the regions that reach no such part. Throws UserError for samples that do not
 * fit, or of which most have an equal one and no radius is given.
 */
export async function sliceSamples(
  slice: Omit<Slice, 'timings' | 'samples'>,
  request: NearSamplesRequest,
  { network, openRows, through }: Pick<RegionSubject, 'network' | 'openRows' | 'through'>,
  progress: ProgressSink,
): Promise<SliceSamples> {
  const { data, preprocess = {} } = request;
  const file = await openRows(data, preprocess);
  try {
    const reader = through
      ? {
          rows: file.rows,
          read: async (a: number, b: number) => through(await file.read(a, b), b - a),
        }
      : file;
    const width = network.inputLength;
    const rows = await trainingRows(reader, width, heldNumbers(mostHeld), 'samples', progress);
    const labels = data.labels && (await readClassesOf(file.dataset, data.labels));
    const shadow = await shadowOf(rows, slice);
    const { radius, radiusIs } = await radiusOf(rows, request, progress);
    const discs = discsOf(shadow, radius);
    const cover = new DiscCover(discs, slice.window.corners);
    const found = offData(cutCells(slice.partition, slice.shapes), cover);
    const { near, elsewhere } = sampleDensity(slice.partition, cover, slice.area);
    const components = countComponents(slice.partition, found.isFree);
    progress.throwIfCancelled();
    return {
      path: data.samples,
      samples: rows.rows,
      radius,
      radiusIs,
      offPlane: summarise(shadow.offPlane),
      nearPlane: discs.length / 3,
      near: partOf(near),
      elsewhere: partOf(elsewhere),
      dataFree: { ...shareOf(found), components },
      tree: labels ? await treeShare(rows, labels, slice, cover) : null,
    };
  } finally {
    await file.close();
  }
}

async function shadowOf(rows: RowSource, { window }: Pick<Slice, 'window'>): Promise<PlaneShadow> {
  const coordinates = new Float64Array(2 * rows.rows);
  const offPlane = new Float64Array(rows.rows);
  for await (const { start, matrix } of blocksOf(rows).blocks()) {
    const shadow = planeShadow(window, matrix);
    coordinates.set(shadow.coordinates, 2 * start);
    offPlane.set(shadow.offPlane, start);
  }
  return { coordinates, offPlane };
}

async function radiusOf(
  rows: RowSource,
  { radius, threads, data }: NearSamplesRequest,
  progress: ProgressSink,
): Promise<{ radius: number; radiusIs: string }> {
  if (radius !== undefined) {
    if (radius > 0) return { radius, radiusIs: 'given' };
    throw new UserError(`A radius of ${radius} has nothing near it: give more than 0.`);
  }
  const nearest = await nearestDistance(rows, progress, threads);
  if (nearest.median > 0) {
    const of = `of ${nearest.queries} samples among ${nearest.among}`;
    return { radius: nearest.median, radiusIs: `median nearest-neighbour distance ${of}` };
  }
  throw new UserError(
    `Most samples of ${data.samples} have an equal one, so their distances do not say what is near: give --radius.`,
  );
}

function partOf({ area, cells, cutLength }: WindowPart): SamplePart {
  const perArea = (value: number) => (area > 0 ? value / area : null);
  return {
    area,
    regions: cells,
    regionsPerArea: perArea(cells),
    boundaryLength: cutLength,
    boundaryPerArea: perArea(cutLength),
  };
}

function shareOf(found: OffData): DataFreeShare {
  const { cells, dataFree, areaShare, cutLengthShare, areaWeightedCutLengthShare } = found;
  const share = dataFree / cells;
  return { cells, dataFree, share, areaShare, cutLengthShare, areaWeightedCutLengthShare };
}

/** The tree is grown on evenly spaced rows, until it has as many leaves as the slice has cells. */
async function treeShare(
  rows: RowSource,
  labels: Int32Array,
  { partition, window }: Pick<Slice, 'partition' | 'window'>,
  cover: DiscCover,
): Promise<SliceSamples['tree']> {
  const chosen = spacedRows(rows.rows, treeNumbers / rows.columns);
  const classes = Int32Array.from(chosen, (row) => labels[row]!);
  const cells = partition.cellStart.length - 1;
  const tree = classificationTree(await rowsAt(rows, chosen), classes, cells);
  const found = offData(treeCells(tree, window, window.corners), cover);
  return { ...shareOf(found), leaves: tree.leaves, rows: chosen.length };
}
