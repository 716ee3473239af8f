import { cellRaster, type PixelGrid } from '../../engine/regions/raster/cellSpans.ts';
import { quantileOfSorted } from '../../engine/stats/quantile.ts';
import { UserError } from '../../engine/userError.ts';
import type { SliceColouring, SliceRaster, SliceRasterRequest } from '../../protocol/slice.ts';
import type { OpenSlice } from './openSlices.ts';
import { densityBox, densityPixels } from './rasterDensity.ts';
import { cellPixels, classPixels, confidencePixels, lastCuts } from './rasterPixels.ts';
import { categorySlots, scaleSlots } from './rasterSlots.ts';

const maximalPixels = 4e6;

/** A slice, and the class scores at its vertices when a colouring asks for them. */
export type DrawnSlice = Pick<OpenSlice, 'slice' | 'scored'>;

type Drawn = Pick<SliceRaster, 'slots' | 'legend'>;
type Painter = (open: DrawnSlice, grid: PixelGrid) => Drawn | Promise<Drawn>;

/** A slice as one byte a pixel. Throws UserError for a view without area or of too many pixels. */
export async function sliceRaster(
  open: DrawnSlice,
  {
    viewport,
    width,
    height,
    colouring,
  }: Pick<SliceRasterRequest, 'viewport' | 'width' | 'height' | 'colouring'>,
): Promise<SliceRaster> {
  const grid = { ...viewport, width, height };
  const isDrawable = width >= 1 && height >= 1 && width * height <= maximalPixels;
  if (!isDrawable || !(grid.u0 < grid.u1 && grid.v0 < grid.v1)) {
    throw new UserError(`A view of ${width} × ${height} pixels cannot be drawn: change its size.`);
  }
  return { width, height, ...(await painters[colouring](open, grid)) };
}

const painters: Readonly<Record<SliceColouring, Painter>> = {
  class: async (open, grid) => {
    const scored = await open.scored();
    const pixels = classPixels(scored, grid, open.slice.decisions?.cellClass);
    return categorySlots(pixels, (winner) => `Class ${String(winner)}`, {
      title: 'Winning class',
      exactness: exactnessOf(open),
    });
  },

  layer: ({ slice }, grid) => {
    const { partition, layers } = slice;
    const cuts = lastCuts(partition, layers.length);
    const pixels = cellPixels(partition, grid, (cell) => cuts[cell]!);
    return categorySlots(pixels, (site) => layers[site] ?? 'Not cut', {
      title: 'Layer of the last cut',
      exactness: slice.partition.isComplete ? 'exact' : 'estimate',
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
        exactness: exactnessOf(open),
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
      exactness: exactnessOf(open),
      log: true,
      low,
      high,
    });
  },

  confidence: async (open, grid) => {
    const scored = await open.scored();
    const pixels = confidencePixels(scored, grid);
    return scaleSlots(pixels, {
      title:
        scored.classes === 1
          ? 'Sigmoid of the score, of the side that wins'
          : 'Largest softmax of the scores',
      exactness: exactnessOf(open),
      log: false,
      low: 1 / Math.max(2, scored.classes),
      high: 1,
    });
  },
};

function exactnessOf({ slice }: DrawnSlice): 'exact' | 'estimate' {
  return slice.partition.isComplete ? 'exact' : 'estimate';
}

/** Least and largest of the numbers that are not negative; 1 to 1 when there are none. */
function rangeOf(pixels: Float64Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of pixels) {
    if (value < 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 1, high: 1 };
}
