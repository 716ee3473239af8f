import type { CellList } from './cellList.ts';
import type { Mesh } from './mesh.ts';

/** Some cells and the vertices they have between them. */
export interface CellBlock {
  /** Up-to-date loops. */
  readonly loops: readonly number[][];
  /** Vertex ids. */
  readonly vertices: readonly number[];
  /** Row of a vertex of this block. */
  rowOf(vertex: number): number;
  /** Coordinates, vertices × 2. */
  readonly coordinates: Float64Array;
}

/** All cells in blocks of at most about `size` vertices. Cells that lie together are neighbours in the list, so few vertices repeat. */
export function* cellBlocks(mesh: Mesh, cells: CellList, size: number): Generator<CellBlock> {
  const rows = new Map<number, number>();
  let loops: number[][] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    const loop = mesh.refreshed(cells.loop(cell));
    loops.push(loop);
    for (let i = 0; i < loop.length; i++) {
      const vertex = mesh.startOf(loop[i]);
      if (!rows.has(vertex)) rows.set(vertex, rows.size);
    }
    if (rows.size < size && cell + 1 < cells.count) continue;
    const vertices = [...rows.keys()];
    yield {
      loops,
      vertices,
      rowOf: (vertex) => rows.get(vertex)!,
      coordinates: coordinatesOf(mesh, vertices),
    };
    loops = [];
    rows.clear();
  }
}

function coordinatesOf(mesh: Mesh, vertices: readonly number[]): Float64Array {
  const coordinates = new Float64Array(2 * vertices.length);
  for (let row = 0; row < vertices.length; row++) {
    coordinates[2 * row] = mesh.u.data[vertices[row]];
    coordinates[2 * row + 1] = mesh.v.data[vertices[row]];
  }
  return coordinates;
}
