import type { CellList } from './cellList.ts';
import { FloatList, IntList } from './growableArray.ts';
import type { Mesh } from './mesh.ts';

/** A planar partition: vertices, edges tagged with what drew them, and convex cells. */
export interface Partition {
  /** vertices × 2: u, v. */
  readonly vertices: Float64Array;
  /** edges × 2: vertex ids. */
  readonly edgeVertices: Int32Array;
  /** edges × 2: the cell on the left (walking from the first vertex to the second), the one on the right; −1 outside the window. */
  readonly edgeCells: Int32Array;
  /** Per edge: index of the site that drew it; −1 for the border of the window. */
  readonly edgeSite: Int32Array;
  /** Per edge: unit (entry of z or window of a maximum; for a second threshold counted on) of that site; −1 on the border. */
  readonly edgeUnit: Int32Array;
  /** Cell c has corners cellVertices[cellStart[c] … cellStart[c + 1]), counter-clockwise. Length cells + 1. */
  readonly cellStart: Int32Array;
  readonly cellVertices: Int32Array;
  /** Parallel to cellVertices: edge from that corner to the next. */
  readonly cellEdges: Int32Array;
  /** Cells after each site that was finished, cumulative. */
  readonly regionsAfter: readonly number[];
  /** False when a budget ended the refinement: then sites beyond regionsAfter are missing, or present in part of the window only. */
  readonly isComplete: boolean;
  /** Cells so thin that their maps cannot be told; they were kept whole. */
  readonly flat: number;
}

/** What the refinement knows beside the mesh. */
export interface RefinementSummary {
  /** Number of each site's first boundary. */
  readonly firstBoundaries: readonly number[];
  readonly regionsAfter: readonly number[];
  readonly isComplete: boolean;
  readonly flat: number;
}

/** Makes the final arrays: only leaves, only vertices in use, and no vertex in the middle of a straight edge. */
export function assemblePartition(
  mesh: Mesh,
  cells: CellList,
  summary: RefinementSummary,
): Partition {
  const degree = vertexDegrees(mesh, cells);
  const ids = {
    vertex: new Int32Array(mesh.u.length).fill(-1),
    edge: new Int32Array(mesh.edges).fill(-1),
  };
  const vertices = new FloatList();
  const [edgeVertices, edgeCells, tags] = [new IntList(), new IntList(), new IntList()];
  const [cellStart, cellVertices, cellEdges] = [new IntList(), new IntList(), new IntList()];
  for (let cell = 0; cell < cells.count; cell++) {
    cellStart.push(cellVertices.length);
    for (const side of straightSides(mesh, mesh.refreshed(cells.loop(cell)), degree)) {
      const start = mesh.startOf(side.first);
      if (ids.vertex[start] < 0) {
        ids.vertex[start] = vertices.length / 2;
        vertices.push(mesh.u.data[start]);
        vertices.push(mesh.v.data[start]);
      }
      if (ids.edge[side.key] < 0) {
        ids.edge[side.key] = tags.length;
        tags.push(mesh.tag.data[side.key]);
        // Mesh ids for now: the vertex at the end may not have its own yet.
        edgeVertices.push(start);
        edgeVertices.push(side.end);
        edgeCells.push(cell);
        edgeCells.push(-1);
      } else {
        edgeCells.data[2 * ids.edge[side.key] + 1] = cell;
      }
      cellVertices.push(ids.vertex[start]);
      cellEdges.push(ids.edge[side.key]);
    }
  }
  cellStart.push(cellVertices.length);
  return {
    vertices: vertices.data.slice(0, vertices.length),
    edgeVertices: trimmed(edgeVertices).map((vertex) => ids.vertex[vertex]),
    edgeCells: trimmed(edgeCells),
    ...siteAndUnit(trimmed(tags), summary.firstBoundaries),
    cellStart: trimmed(cellStart),
    cellVertices: trimmed(cellVertices),
    cellEdges: trimmed(cellEdges),
    regionsAfter: summary.regionsAfter,
    isComplete: summary.isComplete,
    flat: summary.flat,
  };
}

/** Cells' sides that end at each vertex, both directions counted once: 2 for a vertex in the middle of a straight inner edge. */
function vertexDegrees(mesh: Mesh, cells: CellList): Uint8Array {
  const degree = new Uint8Array(mesh.u.length);
  const isSeen = new Uint8Array(mesh.edges);
  for (let cell = 0; cell < cells.count; cell++) {
    for (const directed of mesh.refreshed(cells.loop(cell))) {
      if (isSeen[directed >> 1] === 1) continue;
      isSeen[directed >> 1] = 1;
      for (const vertex of [mesh.startOf(directed), mesh.endOf(directed)]) {
        if (degree[vertex] < 255) degree[vertex]++;
      }
    }
  }
  return degree;
}

interface Side {
  readonly first: number;
  /** Mesh vertex at the end. */
  readonly end: number;
  /** Smallest mesh edge of the chain: the same seen from both cells. */
  readonly key: number;
}

/** Joins edges that meet in a vertex nothing else ends at. The window's own corners stay. */
function straightSides(mesh: Mesh, loop: readonly number[], degree: Uint8Array): Side[] {
  const isCorner = (directed: number, before: number) => {
    const vertex = mesh.startOf(directed);
    return (
      degree[vertex] !== 2 ||
      mesh.tag.data[directed >> 1] !== mesh.tag.data[before >> 1] ||
      mesh.maker.data[vertex] < 0
    );
  };
  const starts = loop.flatMap((directed, i) =>
    isCorner(directed, loop[(i + loop.length - 1) % loop.length]) ? [i] : [],
  );
  return starts.map((start, k) => {
    const next = starts[(k + 1) % starts.length];
    const count = (next - start + loop.length - 1) % loop.length;
    let key = loop[start] >> 1;
    for (let i = 1; i <= count; i++) key = Math.min(key, loop[(start + i) % loop.length] >> 1);
    return { first: loop[start], end: mesh.startOf(loop[next]), key };
  });
}

function siteAndUnit(
  tags: Int32Array,
  firstBoundaries: readonly number[],
): { edgeSite: Int32Array; edgeUnit: Int32Array } {
  const edgeSite = tags.map((tag) => firstBoundaries.findLastIndex((first) => first <= tag));
  const edgeUnit = tags.map((tag, edge) => (tag < 0 ? -1 : tag - firstBoundaries[edgeSite[edge]]));
  return { edgeSite, edgeUnit };
}

function trimmed(list: IntList): Int32Array {
  return list.data.slice(0, list.length);
}
