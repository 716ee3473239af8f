import type { Matrix } from '../linalg/matrix.ts';

/** The rows of a matrix in the order of each column, kept sorted while ranges of them are divided. */
export class SortedColumns {
  /** Number of columns. */
  readonly count: number;
  readonly #rows: Matrix;
  /** columns × rows: row numbers. */
  readonly #order: Int32Array;
  readonly #isBelow: Uint8Array;
  readonly #aside: Int32Array;

  constructor(rows: Matrix) {
    this.count = rows.columns;
    this.#rows = rows;
    this.#order = new Int32Array(rows.rows * rows.columns);
    this.#isBelow = new Uint8Array(rows.rows);
    this.#aside = new Int32Array(rows.rows);
    for (let column = 0; column < rows.columns; column++) this.#sort(column);
  }

  /** The row at place `i` of a column's order. */
  rowAt(column: number, i: number): number {
    return this.#order[column * this.#rows.rows + i];
  }

  valueAt(column: number, i: number): number {
    return this.#rows.data[this.rowAt(column, i) * this.#rows.columns + column];
  }

  /** Puts the first `count` rows of `column` in [start, end) before the others, in every column's order. */
  divide(start: number, end: number, column: number, count: number): void {
    for (let i = start; i < end; i++) {
      this.#isBelow[this.rowAt(column, i)] = i < start + count ? 1 : 0;
    }
    for (let other = 0; other < this.count; other++) {
      const at = other * this.#rows.rows;
      let [below, above] = [at + start, 0];
      for (let i = at + start; i < at + end; i++) {
        const row = this.#order[i];
        if (this.#isBelow[row] === 1) this.#order[below++] = row;
        else this.#aside[above++] = row;
      }
      this.#order.set(this.#aside.subarray(0, above), below);
    }
  }

  #sort(column: number): void {
    const { rows, columns, data } = this.#rows;
    const order = this.#order.subarray(column * rows, (column + 1) * rows);
    for (let row = 0; row < rows; row++) order[row] = row;
    order.sort((a, b) => data[a * columns + column] - data[b * columns + column] || a - b);
  }
}
