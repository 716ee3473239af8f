import type { Partition } from '../partition/assemblePartition.ts';
import { boxOf } from '../slice/samples/discGrid.ts';
import { cellRaster, columnCentre, type PixelGrid, rowCentre } from './cellSpans.ts';

/** Cells on a side of the grid of starting points: about one cell to walk through, whatever the partition. */
const largestSide = 512;

/**
 * Finds the cell under a point: starts in the cell under the nearest point of a grid and walks straight to the point, through the edges in
 * between. A look-up crosses a handful of cells; the grid costs one raster, once.
 */
export class CellLocator {
  readonly #partition: Partition;
  readonly #grid: PixelGrid;
  readonly #start: Int32Array;

  constructor(partition: Partition) {
    this.#partition = partition;
    this.#grid = startGrid(partition);
    this.#start = cellRaster(partition, this.#grid);
  }

  /** The cell that holds the point, one of them for a point on an edge; −1 outside the window. */
  find(u: number, v: number): number {
    const { u0, v0, u1, v1, width, height } = this.#grid;
    if (!(u >= u0 && u <= u1 && v >= v0 && v <= v1)) return -1;
    const column = Math.min(width - 1, Math.floor(((u - u0) / (u1 - u0)) * width));
    const row = Math.min(height - 1, Math.floor(((v1 - v) / (v1 - v0)) * height));
    const start = this.#start[row * width + column];
    const from = [columnCentre(this.#grid, column), rowCentre(this.#grid, row)] as const;
    const found = start < 0 ? undefined : this.#walk(start, from, u, v);
    return found ?? this.#scan(u, v);
  }

  /** `undefined` when rounding at a corner leads in circles or out of the window. */
  #walk(start: number, from: readonly [number, number], u: number, v: number): number | undefined {
    const { edgeCells, cellStart } = this.#partition;
    let cell = start;
    for (let steps = cellStart.length; steps > 0; steps--) {
      const edge = this.#exit(cell, from, u, v);
      if (edge < 0) return cell;
      const next = edgeCells[2 * edge] === cell ? edgeCells[2 * edge + 1] : edgeCells[2 * edge];
      if (next < 0) return undefined;
      cell = next;
    }
    return undefined;
  }

  /** Edge through which the straight way from `from` to the point leaves the cell; −1 when the point lies in it. */
  #exit(cell: number, from: readonly [number, number], u: number, v: number): number {
    const { cellStart, cellVertices, cellEdges } = this.#partition;
    const [first, end] = [cellStart[cell], cellStart[cell + 1]];
    let exit = -1;
    let nearest = Infinity;
    for (let i = first; i < end; i++) {
      const a = cellVertices[i];
      const b = cellVertices[i + 1 < end ? i + 1 : first];
      const side = this.#side(a, b, u, v);
      if (side >= 0) continue;
      const sideOfStart = this.#side(a, b, from[0], from[1]);
      const along = sideOfStart / (sideOfStart - side);
      if (along < nearest) [nearest, exit] = [along, cellEdges[i]];
    }
    return exit;
  }

  /** Positive left of the way from corner a to corner b. */
  #side(a: number, b: number, u: number, v: number): number {
    const { vertices } = this.#partition;
    const [au, av] = [vertices[2 * a], vertices[2 * a + 1]];
    return (vertices[2 * b] - au) * (v - av) - (vertices[2 * b + 1] - av) * (u - au);
  }

  /** Every cell in turn: for the few points that a walk does not reach. */
  #scan(u: number, v: number): number {
    const cells = this.#partition.cellStart.length - 1;
    for (let cell = 0; cell < cells; cell++) {
      if (this.#exit(cell, [u, v], u, v) < 0) return cell;
    }
    return -1;
  }
}

/** The bounding rectangle of the window, about as many grid points as cells. */
function startGrid({ vertices, cellStart }: Partition): PixelGrid {
  const side = Math.max(1, Math.min(largestSide, Math.ceil(Math.sqrt(cellStart.length))));
  return { ...boxOf(vertices), width: side, height: side };
}
