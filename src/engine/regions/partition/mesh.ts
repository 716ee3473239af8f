import { FloatList, IntList } from './growableLists.ts';

/** Tag of an edge on the border of the window, and of a corner of the window. */
export const border = -1;

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
  readonly #start = new IntList();
  readonly #end = new IntList();
  /** Per edge: first half (the second is the next edge), or −1 for a leaf. */
  readonly #half = new IntList();
  /** Per edge: boundary it lies on, or {@link border}. */
  readonly tag = new IntList();

  addVertex(u: number, v: number, maker: number): number {
    this.u.push(u);
    this.v.push(v);
    this.maker.push(maker);
    return this.u.length - 1;
  }

  addEdge(start: number, end: number, tag: number): number {
    this.#start.push(start);
    this.#end.push(end);
    this.#half.push(-1);
    this.tag.push(tag);
    return this.#start.length - 1;
  }

  get edges(): number {
    return this.#start.length;
  }

  startOf(directed: number): number {
    return (directed & 1) === 0 ? this.#start.data[directed >> 1] : this.#end.data[directed >> 1];
  }

  endOf(directed: number): number {
    return this.startOf(directed ^ 1);
  }

  isLeaf(directed: number): boolean {
    return this.#half.data[directed >> 1] < 0;
  }

  /** Cuts a leaf at `vertex`. */
  splitEdge(edge: number, vertex: number): void {
    const tag = this.tag.data[edge];
    const first = this.addEdge(this.#start.data[edge], vertex, tag);
    this.addEdge(vertex, this.#end.data[edge], tag);
    this.#half.data[edge] = first;
  }

  /** Appends the leaves of a directed edge, in walking order. */
  pushLeaves(directed: number, out: number[]): void {
    const first = this.#half.data[directed >> 1];
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
    for (const directed of loop) {
      if (!this.isLeaf(directed)) return this.#leavesOf(loop);
    }
    return loop;
  }

  #leavesOf(loop: readonly number[]): number[] {
    const leaves: number[] = [];
    for (const directed of loop) this.pushLeaves(directed, leaves);
    return leaves;
  }
}
