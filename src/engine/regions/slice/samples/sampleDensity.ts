import type { Partition } from '../../partition/assemblePartition.ts';
import { edgeLength } from '../cellShapes.ts';
import { DisjointSets } from '../disjointSets.ts';
import type { DiscCover } from './discCover.ts';

/** One part of a window: what lies near samples, or what does not. */
export interface WindowPart {
  readonly area: number;
  /** Cells whose centre (mean of the corners) lies here. */
  readonly cells: number;
  /** Length of the boundaries here. */
  readonly cutLength: number;
}

export interface SampleDensity {
  readonly near: WindowPart;
  readonly elsewhere: WindowPart;
}

/**
 * Cells and boundaries inside the cover and outside (geometry-spec D46). Counts and lengths are exact, the parts' areas come from the
 * cover's quadrature; `windowArea` is split between them.
 */
export function sampleDensity(
  partition: Partition,
  cover: DiscCover,
  windowArea: number,
): SampleDensity {
  const { vertices, cellStart, cellVertices, edgeSite, edgeVertices } = partition;
  const cells = cellStart.length - 1;
  let nearCells = 0;
  for (let cell = 0; cell < cells; cell++) {
    const [u, v] = centreOf(vertices, cellVertices.subarray(cellStart[cell], cellStart[cell + 1]));
    if (cover.covers(u, v)) nearCells++;
  }
  let nearLength = 0;
  let length = 0;
  for (let edge = 0; edge < edgeSite.length; edge++) {
    if (edgeSite[edge] < 0) continue;
    const [a, b] = [2 * edgeVertices[2 * edge], 2 * edgeVertices[2 * edge + 1]];
    length += edgeLength(partition, edge);
    nearLength += cover.coveredLength(vertices[a], vertices[a + 1], vertices[b], vertices[b + 1]);
  }
  const area = Math.min(windowArea, cover.area());
  return {
    near: { area, cells: nearCells, cutLength: nearLength },
    elsewhere: {
      area: windowArea - area,
      cells: cells - nearCells,
      cutLength: Math.max(0, length - nearLength),
    },
  };
}

function centreOf(vertices: Float64Array, corners: Int32Array): [number, number] {
  let [u, v] = [0, 0];
  for (const corner of corners) {
    u += vertices[2 * corner];
    v += vertices[2 * corner + 1];
  }
  return [u / corners.length, v / corners.length];
}

/** Connected groups of the marked cells: neighbours share an edge. */
export function countComponents({ edgeCells }: Partition, isMarked: Uint8Array): number {
  const groups = new DisjointSets(isMarked.length);
  const unmarked = isMarked.reduce((sum, one) => sum + (one === 0 ? 1 : 0), 0);
  for (let edge = 0; edge < edgeCells.length; edge += 2) {
    const [left, right] = [edgeCells[edge], edgeCells[edge + 1]];
    if (right >= 0 && isMarked[left] === 1 && isMarked[right] === 1) groups.join(left, right);
  }
  return groups.count - unmarked;
}
