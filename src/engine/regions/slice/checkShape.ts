import type { Partition } from '../partition/assemblePartition.ts';
import type { Window } from '../partition/window.ts';
import { cellShapes } from './cellShapes.ts';

/** The invariants of geometry-spec D17 that need no network. */
export interface ShapeCheck {
  /** |Σ cell areas − window area| / window area. */
  readonly areaError: number;
  /** vertices − edges + cells; 1 for a partition of a disc. */
  readonly eulerCharacteristic: number;
  /** Cells with a corner that turns the wrong way by more than rounding. */
  readonly concaveCells: number;
  readonly holds: boolean;
}

const areaTolerance = 1e-9;

/** Checks that the cells are convex and tile the window; also holds for a partition that a budget ended. */
export function checkShape(partition: Partition, window: Window): ShapeCheck {
  const { area } = cellShapes(partition);
  const windowArea = polygonArea(window);
  const areaError = Math.abs(area.reduce((sum, a) => sum + a, 0) - windowArea) / windowArea;
  const cells = area.length;
  const eulerCharacteristic = partition.vertices.length / 2 - partition.edgeSite.length + cells;
  const concaveCells = countConcave(partition, windowArea);
  const holds = areaError <= areaTolerance && eulerCharacteristic === 1 && concaveCells === 0;
  return { areaError, eulerCharacteristic, concaveCells, holds };
}

function polygonArea(window: Window): number {
  let twice = 0;
  for (let i = 0; i < window.length; i += 2) {
    const j = (i + 2) % window.length;
    twice += window[i] * window[j + 1] - window[j] * window[i + 1];
  }
  return twice / 2;
}

/** A turn is wrong when its triangle has negative area beyond rounding. */
function countConcave(
  { vertices, cellStart, cellVertices }: Partition,
  windowArea: number,
): number {
  const rounding = 2 ** -44 * windowArea;
  let concave = 0;
  for (let cell = 0; cell + 1 < cellStart.length; cell++) {
    const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    const isConcave = corners.some((corner, i) => {
      const [a, b] = [corners[(i + 1) % corners.length], corners[(i + 2) % corners.length]];
      const turn =
        (vertices[2 * a] - vertices[2 * corner]) * (vertices[2 * b + 1] - vertices[2 * a + 1]) -
        (vertices[2 * a + 1] - vertices[2 * corner + 1]) * (vertices[2 * b] - vertices[2 * a]);
      return turn < -rounding;
    });
    if (isConcave) concave++;
  }
  return concave;
}
