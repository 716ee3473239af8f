import type { Partition } from '../../partition/assemblePartition.ts';
import { type CellShapes, edgeLength } from '../cellShapes.ts';

/** A convex cell of a subdivided window. */
export interface CutCell {
  /** corners × 2, counter-clockwise. */
  readonly corners: Float64Array;
  readonly area: number;
  /** Half the length of its sides that are cuts, not border of the window: summed over all cells, the length of all cuts. */
  readonly cutLength: number;
}

/** The cells of a partition in order. */
export function* cutCells(partition: Partition, { area }: CellShapes): Generator<CutCell> {
  const { vertices, cellStart, cellVertices, cellEdges, edgeSite } = partition;
  for (let cell = 0; cell < area.length; cell++) {
    const [start, end] = [cellStart[cell], cellStart[cell + 1]];
    const corners = new Float64Array(2 * (end - start));
    let cutLength = 0;
    for (let i = start; i < end; i++) {
      corners[2 * (i - start)] = vertices[2 * cellVertices[i]];
      corners[2 * (i - start) + 1] = vertices[2 * cellVertices[i] + 1];
      if (edgeSite[cellEdges[i]] >= 0) cutLength += edgeLength(partition, cellEdges[i]) / 2;
    }
    yield { corners, area: area[cell], cutLength };
  }
}
