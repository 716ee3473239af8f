import { type ProgressSink, silentProgress } from '../../../engine/progress.ts';
import { confidenceOf, winnerOf } from '../../../engine/regions/winner.ts';
import { cellRaster, type PixelGrid } from '../../../engine/regions/raster/cellSpans.ts';
import { quantileOfSorted } from '../../../engine/stats/quantile.ts';
import { UserError } from '../../../engine/userError.ts';
import { formatCount } from '../../../report/format.ts';
import { capitalised, classPhrase } from '../../../report/phrases.ts';
import type { SliceColouring, SliceRaster, SliceRasterRequest } from '../../../protocol/slice.ts';
import type { OpenSlice } from './openSlices.ts';
import { densityBox, densityPixels } from '../raster/rasterDensity.ts';
import {
  cellPixels,
  classPixels,
  confidencePixels,
  lastCuts,
  meanOf,
  outputPixels,
} from '../raster/rasterPixels.ts';
import { sampledPixels } from '../raster/rasterSamples.ts';
import { categorySlots, scaleSlots } from '../raster/rasterSlots.ts';

const maximalPixels = 4e6;

/** A slice, and the network on its plane: for class and confidence of an incomplete partition. */
export type DrawnSlice = Pick<OpenSlice, 'slice'> & Partial<Pick<OpenSlice, 'map'>>;

type Drawn = Pick<SliceRaster, 'slots' | 'legend'>;
type Painter = (
  open: DrawnSlice,
  grid: PixelGrid,
  progress: ProgressSink,
) => Drawn | Promise<Drawn>;

/**
 * A slice as one byte a pixel. Class and confidence of an incomplete partition are those of a coarse grid of points. Throws UserError for a
 * view without area or of too many pixels, and for a colouring that does not exist.
 */
export async function sliceRaster(
  open: DrawnSlice,
  {
    viewport,
    width,
    height,
    colouring,
  }: Pick<SliceRasterRequest, 'viewport' | 'width' | 'height' | 'colouring'>,
  progress: ProgressSink = silentProgress,
): Promise<SliceRaster> {
  const grid = { ...viewport, width, height };
  const isWhole = Number.isInteger(width) && Number.isInteger(height);
  const isDrawable = isWhole && width >= 1 && height >= 1 && width * height <= maximalPixels;
  if (!isDrawable || !(grid.u0 < grid.u1 && grid.v0 < grid.v1)) {
    throw new UserError(`A view of ${width} × ${height} pixels cannot be drawn: change its size.`);
  }
  if (!Object.hasOwn(painters, colouring)) {
    throw new UserError(
      `There is no colouring "${colouring}": take one of ${Object.keys(painters).join(', ')}.`,
    );
  }
  return { width, height, ...(await painters[colouring](open, grid, progress)) };
}

const painters: Readonly<Record<SliceColouring, Painter>> = {
  class: async (open, grid, progress) => {
    const { scored, decisions, outputs } = open.slice;
    if (outputs === 'numbers') return outputRaster(open, grid, progress);
    const { pixels, at, exactness } = scored
      ? { pixels: classPixels(scored, grid, decisions?.cellClass), at: '', ...exact }
      : await estimated(open, grid, winnerOf, progress);
    const title = `${outputs === 'sign' ? 'Sign of the output' : 'Winning class'}${at}`;
    return categorySlots(pixels, (winner) => capitalised(classPhrase(winner, outputs)), {
      title,
      exactness,
    });
  },

  layer: ({ slice }, grid) => {
    const { partition, layers } = slice;
    const cuts = lastCuts(partition, layers.length);
    const pixels = cellPixels(partition, grid, (cell) => cuts[cell]!);
    return categorySlots(pixels, (site) => layers[site] ?? 'Not cut', {
      title: 'Layer of the last cut',
      exactness: exactnessOf(slice),
    });
  },

  area: (open, grid) => {
    const { partition, shapes } = open.slice;
    const sorted = shapes.area.slice().sort();
    // The thinnest and the widest cells would leave all others one colour.
    const [low, high] = [quantileOfSorted(sorted, 0.02), quantileOfSorted(sorted, 0.98)];
    return scaleSlots(
      cellPixels(partition, grid, (cell) => shapes.area[cell]!),
      {
        title: 'Area of the region',
        exactness: exactnessOf(open.slice),
        log: low > 0,
        low,
        high,
      },
    );
  },

  density: (open, grid) => {
    const { partition, shapes } = open.slice;
    const pixels = densityPixels(partition, shapes.area, grid, cellRaster(partition, grid));
    const { low, high } = rangeOf(pixels);
    return scaleSlots(pixels, {
      title: `Regions per unit area, in boxes of ${String(densityBox)} pixels`,
      exactness: exactnessOf(open.slice),
      log: true,
      low,
      high,
    });
  },

  confidence: async (open, grid, progress) => {
    const { scored, outputs } = open.slice;
    if (outputs === 'numbers') return outputRaster(open, grid, progress);
    const { pixels, at, exactness } = scored
      ? { pixels: confidencePixels(scored, grid), at: '', ...exact }
      : await estimated(open, grid, confidenceOf, progress);
    const classes = scored?.classes ?? open.map?.outputWidth ?? 1;
    const what =
      classes === 1
        ? 'Sigmoid of the score, of the side that wins'
        : 'Largest softmax of the scores';
    const [low, high] = [1 / Math.max(2, classes), 1];
    return scaleSlots(pixels, { title: `${what}${at}`, exactness, log: false, low, high });
  },
};

const exact = { exactness: 'exact' } as const;

/** Outputs that name no class, by their mean. */
async function outputRaster(
  open: DrawnSlice,
  grid: PixelGrid,
  progress: ProgressSink,
): Promise<Drawn> {
  const { scored } = open.slice;
  const { pixels, at, exactness } = scored
    ? { pixels: outputPixels(scored, grid), at: '', ...exact }
    : await estimated(open, grid, meanOf, progress);
  const title = `${outputTitle(scored?.classes ?? open.map?.outputWidth ?? 1)}${at}`;
  return scaleSlots(pixels, { title, exactness, log: false, ...rangeOf(pixels) });
}

/** What a picture of outputs that name no class shows. */
export function outputTitle(outputs: number): string {
  return outputs === 1 ? 'Output' : `Mean of the ${formatCount(outputs)} outputs`;
}

/** Numbers from the scores at a coarse grid of points, and words that say so. */
async function estimated(
  { map }: DrawnSlice,
  grid: PixelGrid,
  valueOf: (scores: Float64Array) => number,
  progress: ProgressSink,
): Promise<{ pixels: Float64Array; at: string; exactness: 'estimate' }> {
  if (!map) throw new Error('An incomplete slice is coloured by class only with its network.');
  const { pixels, columns, rows } = await sampledPixels(map, grid, valueOf, progress);
  return { pixels, at: ` at ${String(columns)} × ${String(rows)} points`, exactness: 'estimate' };
}

function exactnessOf({ partition }: DrawnSlice['slice']): 'exact' | 'estimate' {
  return partition.isComplete ? 'exact' : 'estimate';
}

/** Least and largest of the numbers; 1 to 1 when there are none. */
export function rangeOf(pixels: Float64Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of pixels) {
    if (Number.isNaN(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 1, high: 1 };
}
