import { CellScores } from '../../../engine/regions/raster/cellScores.ts';
import { confidenceOf, winnerOf } from '../../../engine/regions/winner.ts';
import {
  columnCentre,
  forEachSpan,
  type PixelGrid,
  rowCentre,
} from '../../../engine/regions/raster/cellSpans.ts';
import type { Partition } from '../../../engine/regions/partition/assemblePartition.ts';
import type { ScoredPartition } from '../../../engine/regions/slice/scoredPartition.ts';

/** Value of a pixel that lies in no cell. */
const outside = NaN;
/** Class of a pixel that lies in no cell. */
const noClass = -1;

/** Class that wins at the centre of each pixel; {@link noClass} outside the window. */
export function classPixels(
  scored: ScoredPartition,
  grid: PixelGrid,
  cellClass: Int32Array | undefined,
): Int32Array {
  const pixels = new Int32Array(grid.width * grid.height).fill(noClass);
  forEachScoredPixel(scored, grid, {
    span: (cell, start, end) => {
      const winner = cellClass?.[cell] ?? -1;
      if (winner >= 0) pixels.fill(winner, start, end);
      return winner >= 0;
    },
    pixel: (at, scores) => (pixels[at] = winnerOf(scores)),
  });
  return pixels;
}

/** Confidence of the winner at the centre of each pixel; NaN outside the window. */
export function confidencePixels(scored: ScoredPartition, grid: PixelGrid): Float64Array {
  const pixels = new Float64Array(grid.width * grid.height).fill(outside);
  forEachScoredPixel(scored, grid, {
    span: () => false,
    pixel: (at, scores) => (pixels[at] = confidenceOf(scores)),
  });
  return pixels;
}

/** Mean of the outputs at the centre of each pixel; NaN outside the window. */
export function outputPixels(scored: ScoredPartition, grid: PixelGrid): Float64Array {
  const pixels = new Float64Array(grid.width * grid.height).fill(outside);
  forEachScoredPixel(scored, grid, {
    span: () => false,
    pixel: (at, scores) => (pixels[at] = meanOf(scores)),
  });
  return pixels;
}

/** Mean of some numbers, at least one. */
export function meanOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!;
  return sum / numbers.length;
}

/** One number a cell, laid out over its pixels; NaN outside the window. */
export function cellPixels(
  partition: Partition,
  grid: PixelGrid,
  valueOf: (cell: number) => number,
): Float64Array {
  const pixels = new Float64Array(grid.width * grid.height).fill(outside);
  forEachSpan(partition, grid, (cell, row, first, end) => {
    pixels.fill(valueOf(cell), row * grid.width + first, row * grid.width + end);
  });
  return pixels;
}

interface ScoredPainter {
  /** True when the span is done and its pixels need no scores. */
  span(cell: number, start: number, end: number): boolean;
  pixel(at: number, scores: Float64Array): void;
}

function forEachScoredPixel(
  scored: ScoredPartition,
  grid: PixelGrid,
  { span, pixel }: ScoredPainter,
): void {
  const map = new CellScores(scored);
  const scores = new Float64Array(scored.classes);
  forEachSpan(scored.partition, grid, (cell, row, first, end) => {
    const start = row * grid.width;
    if (span(cell, start + first, start + end)) return;
    map.moveTo(cell);
    const v = rowCentre(grid, row);
    for (let column = first; column < end; column++) {
      map.atInto(columnCentre(grid, column), v, scores);
      pixel(start + column, scores);
    }
  });
}

/** Layer that cut each cell last: the deepest of its edges; the number of layers where nothing cut. */
export function lastCuts(
  { cellStart, cellEdges, edgeSite }: Partition,
  layers: number,
): Int32Array {
  const cells = cellStart.length - 1;
  const last = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    let deepest = -1;
    for (let i = cellStart[cell]!; i < cellStart[cell + 1]!; i++) {
      deepest = Math.max(deepest, edgeSite[cellEdges[i]!]!);
    }
    last[cell] = deepest < 0 ? layers : deepest;
  }
  return last;
}
