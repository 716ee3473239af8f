import {
  columnCentre,
  type PixelGrid,
  rowCentre,
} from '../../../engine/regions/raster/cellSpans.ts';
import type { PiecewiseLinearMap } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import type { ProgressSink } from '../../../engine/progress.ts';

/** Points along the longer side of a view: enough to see classes, few enough for a large network. */
const longestSide = 96;
const pointsAtOnce = 512;

/** One number a pixel, from the class scores at the nearest of some points; and how many points those are. */
export interface SampledPixels {
  readonly pixels: Float64Array;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Colours a view by forward passes at a coarse grid of points: for a partition that is not complete, whose cells have no scores of their
 * own and may be too many to score.
 */
export async function sampledPixels(
  map: PiecewiseLinearMap,
  grid: PixelGrid,
  valueOf: (scores: Float64Array) => number,
  progress: ProgressSink,
): Promise<SampledPixels> {
  const step = Math.max(1, Math.ceil(Math.max(grid.width, grid.height) / longestSide));
  const [columns, rows] = [Math.ceil(grid.width / step), Math.ceil(grid.height / step)];
  const middle = (index: number, size: number) => Math.min(size, index * step + step / 2) - 0.5;
  const values = new Float64Array(columns * rows);
  for (let start = 0; start < values.length; start += pointsAtOnce) {
    progress.throwIfCancelled();
    progress.report('class scores', start, values.length);
    const count = Math.min(pointsAtOnce, values.length - start);
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      const [column, row] = [(start + i) % columns, Math.floor((start + i) / columns)];
      points[2 * i] = columnCentre(grid, middle(column, grid.width));
      points[2 * i + 1] = rowCentre(grid, middle(row, grid.height));
    }
    const scores = await map.evaluate(points, count, map.sites.length);
    const width = map.outputWidth;
    for (let i = 0; i < count; i++) {
      values[start + i] = valueOf(scores.subarray(i * width, (i + 1) * width));
    }
  }
  const pixels = Float64Array.from({ length: grid.width * grid.height }, (_, at) => {
    const row = Math.floor(Math.floor(at / grid.width) / step);
    return values[row * columns + Math.floor((at % grid.width) / step)]!;
  });
  return { pixels, columns, rows };
}
