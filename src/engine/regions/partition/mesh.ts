import { FloatList, IntList } from './growableLists.ts';

/** Tag of an edge on the border of the window, and of a corner of the window. */
export const border = -1;

// A small slice is done before its code is compiled: the functions of this folder that every cell meets go through arrays by index,
// which costs an interpreter a fraction of what an iterator does.

/**
 * Vertices and edges of a plane partition under refinement. Cells name edges, never coordinates, and an edge is cut once for both of its
 * cells: so no cracks can appear. A cut edge stays as the root of its two halves; only leaves bound cells.
 *
 * A directed edge is 2 · edge, or 2 · edge + 1 for the edge walked backwards.
 */
export class Mesh {
  readonly u = new FloatList();
  readonly v = new FloatList();
  /** Per vertex: boundary on whose zero set it was made, or {@link border}. There that unit is zero by construction. */
  readonly maker = new IntList();
  /**
   * Four numbers an edge: start, end, first half (the second is the next edge) or −1 for a leaf, and the boundary it lies on, or
   * {@link border}.
   */
  #edges = new Int32Array(4096);
  #edgeCount = 0;

  addVertex(u: number, v: number, maker: number): number {
    this.u.push(u);
    this.v.push(v);
    this.maker.push(maker);
    return this.u.length - 1;
  }

  addEdge(start: number, end: number, tag: number): number {
    const at = 4 * this.#edgeCount;
    if (at === this.#edges.length) this.#growEdges();
    this.#edges[at] = start;
    this.#edges[at + 1] = end;
    this.#edges[at + 2] = -1;
    this.#edges[at + 3] = tag;
    return this.#edgeCount++;
  }

  get edges(): number {
    return this.#edgeCount;
  }

  /** Boundary an edge lies on, or {@link border}. */
  tagOf(edge: number): number {
    return this.#edges[4 * edge + 3];
  }

  startOf(directed: number): number {
    return this.#edges[4 * (directed >> 1) + (directed & 1)];
  }

  endOf(directed: number): number {
    return this.startOf(directed ^ 1);
  }

  isLeaf(directed: number): boolean {
    return this.#edges[4 * (directed >> 1) + 2] < 0;
  }

  /** Cuts a leaf at `vertex`. */
  splitEdge(edge: number, vertex: number): void {
    const tag = this.tagOf(edge);
    const first = this.addEdge(this.#edges[4 * edge], vertex, tag);
    this.addEdge(vertex, this.#edges[4 * edge + 1], tag);
    this.#edges[4 * edge + 2] = first;
  }

  /** Appends the leaves of a directed edge, in walking order. */
  pushLeaves(directed: number, out: number[]): void {
    const first = this.#edges[4 * (directed >> 1) + 2];
    if (first < 0) {
      out.push(directed);
    } else if ((directed & 1) === 0) {
      this.pushLeaves(2 * first, out);
      this.pushLeaves(2 * first + 2, out);
    } else {
      this.pushLeaves(2 * first + 3, out);
      this.pushLeaves(2 * first + 1, out);
    }
  }

  /** The loop with every cut edge replaced by its leaves; the same array when nothing was cut. */
  refreshed(loop: number[]): number[] {
    for (let i = 0; i < loop.length; i++) {
      if (!this.isLeaf(loop[i])) return this.#leavesOf(loop);
    }
    return loop;
  }

  #growEdges(): void {
    const grown = new Int32Array(2 * this.#edges.length);
    grown.set(this.#edges);
    this.#edges = grown;
  }

  #leavesOf(loop: readonly number[]): number[] {
    const leaves: number[] = [];
    for (let i = 0; i < loop.length; i++) this.pushLeaves(loop[i], leaves);
    return leaves;
  }
}
