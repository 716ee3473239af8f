import type { Matrix } from '../../linalg/matrix.ts';

/** Rows kept in memory out of many, with the numbers they have there. */
export class CoreRows {
  readonly #columns: number;
  readonly #numbers: number[] = [];
  readonly #known = new Set<number>();
  #data = new Float32Array(1024);

  constructor(columns: number) {
    this.#columns = columns;
  }

  get size(): number {
    return this.#numbers.length;
  }

  /** Number of a core row among all rows. */
  numberOf(row: number): number {
    return this.#numbers[row];
  }

  /** Copies the row in; false when it is there already. */
  add(number: number, values: Float32Array): boolean {
    if (this.#known.has(number)) return false;
    const at = this.#numbers.length * this.#columns;
    if (at + this.#columns > this.#data.length) {
      const longer = new Float32Array(Math.ceil(1.5 * (at + this.#columns)));
      longer.set(this.#data);
      this.#data = longer;
    }
    this.#data.set(values, at);
    this.#numbers.push(number);
    this.#known.add(number);
    return true;
  }

  /** The rows as a matrix; valid until the next addition. */
  matrix(): Matrix<Float32Array> {
    const rows = this.#numbers.length;
    return { rows, columns: this.#columns, data: this.#data.subarray(0, rows * this.#columns) };
  }
}
