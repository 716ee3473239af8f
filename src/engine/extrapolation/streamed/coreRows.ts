import type { Matrix } from '../../linalg/matrix.ts';

/** Rows kept in memory out of many, with the numbers they have there. */
export class CoreRows {
  readonly #columns: number;
  readonly #numbers: number[] = [];
  readonly #known = new Set<number>();
  #data: Matrix['data'] | undefined;

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
  add(number: number, values: Matrix['data']): boolean {
    if (this.#known.has(number)) return false;
    const at = this.#numbers.length * this.#columns;
    const data = this.#grown(at + this.#columns, values);
    data.set(values, at);
    this.#numbers.push(number);
    this.#known.add(number);
    return true;
  }

  /** The rows as a matrix; valid until the next addition. */
  matrix(): Matrix {
    const rows = this.#numbers.length;
    const data = this.#data?.subarray(0, rows * this.#columns) ?? new Float32Array(0);
    return { rows, columns: this.#columns, data };
  }

  /** Room for `length` numbers, in the precision of the rows themselves. */
  #grown(length: number, like: Matrix['data']): Matrix['data'] {
    const current = this.#data;
    if (current && length <= current.length) return current;
    const size = Math.max(1024, Math.ceil(1.5 * length));
    const longer = like instanceof Float64Array ? new Float64Array(size) : new Float32Array(size);
    if (current) longer.set(current);
    this.#data = longer;
    return longer;
  }
}
