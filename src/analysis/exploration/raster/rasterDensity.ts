import type { PixelGrid } from '../../../engine/regions/raster/cellSpans.ts';
import type { Partition } from '../../../engine/regions/partition/assemblePartition.ts';

/** Side of a box in pixels: fine enough to see structure, wide enough to count in. */
export const densityBox = 16;

/**
 * Cells per unit area around each pixel: in boxes of {@link densityBox} pixels the cells whose mean of corners lies there, at least the
 * one cell that covers the pixel. `covering` is the cell of each pixel, −1 outside.
 */
export function densityPixels(
  partition: Partition,
  area: Float64Array,
  grid: PixelGrid,
  covering: Int32Array,
): Float64Array {
  const { width, height } = grid;
  const columns = Math.ceil(width / densityBox);
  const counts = boxCounts(partition, grid, columns);
  const boxArea =
    (((grid.u1 - grid.u0) / width) * densityBox * (grid.v1 - grid.v0) * densityBox) / height;
  return Float64Array.from(covering, (cell, at) => {
    if (cell < 0) return NaN;
    const box =
      Math.floor(at / width / densityBox) * columns + Math.floor((at % width) / densityBox);
    return Math.max(counts[box]! / boxArea, 1 / area[cell]!);
  });
}

function boxCounts(
  { vertices, cellStart, cellVertices }: Partition,
  { u0, v0, u1, v1, width, height }: PixelGrid,
  columns: number,
): Float64Array {
  const rows = Math.ceil(height / densityBox);
  const counts = new Float64Array(columns * rows);
  for (let cell = 0; cell + 1 < cellStart.length; cell++) {
    let [u, v] = [0, 0];
    const [first, end] = [cellStart[cell]!, cellStart[cell + 1]!];
    for (let i = first; i < end; i++) {
      u += vertices[2 * cellVertices[i]!]! / (end - first);
      v += vertices[2 * cellVertices[i]! + 1]! / (end - first);
    }
    const column = Math.floor((((u - u0) / (u1 - u0)) * width) / densityBox);
    const row = Math.floor((((v1 - v) / (v1 - v0)) * height) / densityBox);
    if (column >= 0 && column < columns && row >= 0 && row < rows)
      counts[row * columns + column]!++;
  }
  return counts;
}
