import type { CellList } from './cellList.ts';
import { FloatList, IntList } from './growableLists.ts';
import { border, type Mesh } from './mesh.ts';

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
  /** Whether a maximum was among the sites: only a tie of it that turned out to be no boundary leaves vertices in straight edges. */
  readonly hasMaxima: boolean;
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
  const { regionsAfter, isComplete, flat, firstBoundaries, hasMaxima } = summary;
  const assembly = new Assembly(mesh, hasMaxima ? straightVertices(mesh, cells) : undefined);
  for (let cell = 0; cell < cells.count; cell++) {
    assembly.addCell(cell, mesh.refreshed(cells.loop(cell)));
  }
  return { ...assembly.arrays(firstBoundaries), regionsAfter, isComplete, flat };
}

/**
 * 1 for vertices in the middle of a straight edge: nothing else ends there. They stay behind where a stretch of a maximum's tie turned
 * out to be no boundary. Corners of the window are kept.
 */
function straightVertices(mesh: Mesh, cells: CellList): Uint8Array {
  const degree = new Uint8Array(mesh.u.length);
  const isSeen = new Uint8Array(mesh.edges);
  const count = (vertex: number): void => {
    if (degree[vertex] < 255) degree[vertex]++;
  };
  for (let cell = 0; cell < cells.count; cell++) {
    for (const directed of mesh.refreshed(cells.loop(cell))) {
      if (isSeen[directed >> 1] === 1) continue;
      isSeen[directed >> 1] = 1;
      count(mesh.startOf(directed));
      count(mesh.endOf(directed));
    }
  }
  return degree.map((ends, vertex) => (ends === 2 && mesh.maker.data[vertex] !== border ? 1 : 0));
}

/** Renumbers vertices and edges in the order in which cells name them. */
class Assembly {
  readonly #mesh: Mesh;
  readonly #isStraight: Uint8Array | undefined;
  readonly #vertexId: Int32Array;
  /** By the smallest mesh edge of a straight chain: the same seen from both cells. */
  readonly #edgeId: Int32Array;
  readonly #vertices = new FloatList();
  readonly #edgeVertices = new IntList();
  readonly #edgeCells = new IntList();
  readonly #tags = new IntList();
  readonly #cellStart = new IntList();
  readonly #cellVertices = new IntList();
  readonly #cellEdges = new IntList();

  /** Without `isStraight` no vertex lies in the middle of a straight edge. */
  constructor(mesh: Mesh, isStraight: Uint8Array | undefined) {
    this.#mesh = mesh;
    this.#isStraight = isStraight;
    this.#vertexId = new Int32Array(mesh.u.length).fill(-1);
    this.#edgeId = new Int32Array(mesh.edges).fill(-1);
  }

  addCell(cell: number, loop: readonly number[]): void {
    this.#cellStart.push(this.#cellVertices.length);
    if (this.#isStraight) return this.#addChains(cell, loop, this.#isStraight);
    const count = loop.length;
    for (let i = 0; i < count; i++) {
      this.#addSide(cell, loop[i] >> 1, loop[i], loop[i + 1 === count ? 0 : i + 1]);
    }
  }

  /** As {@link addCell}, with edges that follow one another straight joined to one. */
  #addChains(cell: number, loop: readonly number[], isStraight: Uint8Array): void {
    const count = loop.length;
    const startsStraight = (i: number): boolean =>
      isStraight[this.#mesh.startOf(loop[i % count])] === 1;
    let first = 0;
    while (startsStraight(first)) first++;
    for (let i = first; i < first + count;) {
      const directed = loop[i % count];
      let key = directed >> 1;
      for (i++; i < first + count && startsStraight(i); i++) {
        key = Math.min(key, loop[i % count] >> 1);
      }
      this.#addSide(cell, key, directed, loop[i % count]);
    }
  }

  /** The side of a cell from the start of one directed edge to that of the next. */
  #addSide(cell: number, key: number, directed: number, next: number): void {
    const start = this.#vertex(this.#mesh.startOf(directed));
    this.#cellVertices.push(start);
    this.#cellEdges.push(this.#edge(key, start, this.#mesh.startOf(next), cell));
  }

  arrays(
    firstBoundaries: readonly number[],
  ): Omit<Partition, 'regionsAfter' | 'isComplete' | 'flat'> {
    this.#cellStart.push(this.#cellVertices.length);
    return {
      vertices: this.#vertices.data.slice(0, this.#vertices.length),
      edgeVertices: trimmed(this.#edgeVertices),
      edgeCells: trimmed(this.#edgeCells),
      ...siteAndUnit(trimmed(this.#tags), firstBoundaries),
      cellStart: trimmed(this.#cellStart),
      cellVertices: trimmed(this.#cellVertices),
      cellEdges: trimmed(this.#cellEdges),
    };
  }

  #vertex(meshVertex: number): number {
    if (this.#vertexId[meshVertex] < 0) {
      this.#vertexId[meshVertex] = this.#vertices.length / 2;
      this.#vertices.push(this.#mesh.u.data[meshVertex]);
      this.#vertices.push(this.#mesh.v.data[meshVertex]);
    }
    return this.#vertexId[meshVertex];
  }

  #edge(key: number, start: number, meshEnd: number, cell: number): number {
    const known = this.#edgeId[key];
    if (known >= 0) {
      this.#edgeCells.data[2 * known + 1] = cell;
      return known;
    }
    this.#tags.push(this.#mesh.tagOf(key));
    this.#edgeVertices.push(start);
    this.#edgeVertices.push(this.#vertex(meshEnd));
    this.#edgeCells.push(cell);
    this.#edgeCells.push(-1);
    return (this.#edgeId[key] = this.#tags.length - 1);
  }
}

function siteAndUnit(
  tags: Int32Array,
  firstBoundaries: readonly number[],
): { edgeSite: Int32Array; edgeUnit: Int32Array } {
  const edgeSite = tags.map((tag) => {
    let site = firstBoundaries.length - 1;
    while (site >= 0 && firstBoundaries[site] > tag) site--;
    return site;
  });
  const edgeUnit = tags.map((tag, edge) => (tag < 0 ? -1 : tag - firstBoundaries[edgeSite[edge]]));
  return { edgeSite, edgeUnit };
}

function trimmed(list: IntList): Int32Array {
  return list.data.slice(0, list.length);
}
