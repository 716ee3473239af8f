import { IntList } from './growableLists.ts';

/** Cells as closed walks of directed edges, counter-clockwise, stored one behind the other. */
export class CellList {
  readonly #loops = new IntList();
  readonly #ends = new IntList();

  get count(): number {
    return this.#ends.length;
  }

  push(loop: readonly number[]): void {
    for (let i = 0; i < loop.length; i++) this.#loops.push(loop[i]);
    this.#ends.push(this.#loops.length);
  }

  /** Directed edges of a cell, as they were when it was stored. */
  loop(cell: number): number[] {
    const start = cell === 0 ? 0 : this.#ends.data[cell - 1];
    const end = this.#ends.data[cell];
    const loop: number[] = [];
    for (let i = start; i < end; i++) loop.push(this.#loops.data[i]);
    return loop;
  }
}
