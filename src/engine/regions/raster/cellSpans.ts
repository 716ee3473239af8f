import type { Partition } from '../partition/assemblePartition.ts';

/** A rectangle of the plane seen in pixels; rows run from the top, v1, down. */
export interface PixelGrid {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
  readonly width: number;
  readonly height: number;
}

/** Columns [first, end) of one row. */
export type PaintSpan = (cell: number, row: number, first: number, end: number) => void;

/** u of the centre of a column. */
export function columnCentre({ u0, u1, width }: PixelGrid, column: number): number {
  return u0 + ((column + 0.5) * (u1 - u0)) / width;
}

/** v of the centre of a row. */
export function rowCentre({ v0, v1, height }: PixelGrid, row: number): number {
  return v1 - ((row + 0.5) * (v1 - v0)) / height;
}

/**
 * Calls `paint` with the pixels whose centres lie in each cell, cell by cell. Cells are half-open and neighbours compute the crossings
 * of a shared edge from the same two corners in the same order, so every pixel in the window is painted by exactly one cell, without cracks.
 * Cost: corners of all cells plus, for each cell, its rows times its corners.
 */
export function forEachSpan(partition: Partition, grid: PixelGrid, paint: PaintSpan): void {
  const { cellStart, cellVertices } = partition;
  const { x, y } = pixelCoordinates(partition.vertices, grid);
  for (let cell = 0; cell + 1 < cellStart.length; cell++) {
    const [from, to] = [cellStart[cell], cellStart[cell + 1]];
    let [top, bottom] = [Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      const at = y[cellVertices[i]];
      if (at < top) top = at;
      if (at > bottom) bottom = at;
    }
    const last = Math.min(grid.height, Math.ceil(bottom));
    for (let row = Math.max(0, Math.ceil(top)); row < last; row++) {
      let [left, right] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        const a = cellVertices[i];
        const b = cellVertices[i + 1 < to ? i + 1 : from];
        if (y[a] <= row === y[b] <= row) continue;
        const crossing = y[a] < y[b] ? crossingAt(x, y, a, b, row) : crossingAt(x, y, b, a, row);
        if (crossing < left) left = crossing;
        if (crossing > right) right = crossing;
      }
      const first = Math.max(0, Math.ceil(left));
      const end = Math.min(grid.width, Math.ceil(right));
      if (first < end) paint(cell, row, first, end);
    }
  }
}

/** x where the edge from `above` to `below` meets the centre line of a row. */
function crossingAt(
  x: Float64Array,
  y: Float64Array,
  above: number,
  below: number,
  row: number,
): number {
  return x[above] + ((row - y[above]) / (y[below] - y[above])) * (x[below] - x[above]);
}

/** Corners in units of pixels, with pixel centres at whole numbers. */
function pixelCoordinates(
  vertices: Float64Array,
  { u0, v0, u1, v1, width, height }: PixelGrid,
): { x: Float64Array; y: Float64Array } {
  const count = vertices.length / 2;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const [scaleU, scaleV] = [width / (u1 - u0), height / (v1 - v0)];
  for (let i = 0; i < count; i++) {
    x[i] = (vertices[2 * i] - u0) * scaleU - 0.5;
    y[i] = (v1 - vertices[2 * i + 1]) * scaleV - 0.5;
  }
  return { x, y };
}

/** Cell under the centre of each pixel, row by row; −1 outside the window. */
export function cellRaster(partition: Partition, grid: PixelGrid): Int32Array {
  const raster = new Int32Array(grid.width * grid.height).fill(-1);
  forEachSpan(partition, grid, (cell, row, first, end) => {
    raster.fill(cell, row * grid.width + first, row * grid.width + end);
  });
  return raster;
}
