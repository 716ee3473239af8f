import { addScaledInto, dot64 } from './dot.ts';

/**
 * Cholesky factor L Lᵀ = G + e eᵀ of the Gram matrix G of a changing set of points (e = ones; the added term turns
 * affine independence into positive definiteness, Wolfe 1976), kept up to date as points come and go, together with
 * L⁻¹e and L⁻¹b for a right-hand side b that changes with the points. With m points an addition and a removal cost
 * O(m²), against O(m³) for a new factor.
 */
export class GramFactor {
  /** Lower triangle, row by row without gaps: row i starts at i (i + 1) / 2. */
  #lower: Float64Array = new Float64Array(64);
  #ones: Float64Array = new Float64Array(8);
  #target: Float64Array = new Float64Array(8);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Least diagonal entry of L: how far the factor is from singular; Infinity without points. */
  get smallestPivot(): number {
    let least = Infinity;
    for (let i = 0, at = 0; i < this.#size; i++, at += i + 1) {
      if (this.#lower[at] < least) least = this.#lower[at];
    }
    return least;
  }

  /** L⁻¹ g, where g has length `size`. */
  forward(g: Float64Array): Float64Array {
    const solution = new Float64Array(this.#size + 1);
    for (let i = 0, row = 0; i < this.#size; row += ++i) {
      solution[i] = (g[i] - dot64(this.#lower, row, solution, 0, i)) / this.#lower[row + i];
    }
    return solution.subarray(0, this.#size);
  }

  /** L⁻ᵀ z, where z has length `size`. */
  backward(z: Float64Array): Float64Array {
    const solution = z.slice();
    for (let i = this.#size - 1; i >= 0; i--) {
      const row = (i * (i + 1)) / 2;
      solution[i] /= this.#lower[row + i];
      addScaledInto(solution, 0, this.#lower, row, i, -solution[i]);
    }
    return solution;
  }

  /** Adds a point whose new row of L is (`row`, `pivot`), pivot > 0, and whose entry of b is `target`. */
  append(row: Float64Array, pivot: number, target: number): void {
    const m = this.#size;
    this.#reserve(m + 1);
    const start = (m * (m + 1)) / 2;
    this.#lower.set(row, start);
    this.#lower[start + m] = pivot;
    this.#ones[m] = (1 - dot64(this.#ones, 0, row, 0, m)) / pivot;
    this.#target[m] = (target - dot64(this.#target, 0, row, 0, m)) / pivot;
    this.#size = m + 1;
  }

  /**
   * Removes point `index`. The rows below lose a column position and get an entry above the diagonal; plane rotations
   * of neighbouring columns clear it. Each row takes the rotations of the rows before it, then makes its own.
   */
  remove(index: number): void {
    const cosines = new Float64Array(this.#size);
    const sines = new Float64Array(this.#size);
    const lower = this.#lower;
    for (let i = index; i < this.#size - 1; i++) {
      const from = ((i + 1) * (i + 2)) / 2;
      const to = (i * (i + 1)) / 2;
      rotateRow(lower, from, index, i, cosines, sines);
      const radius = Math.sqrt(lower[from + i] ** 2 + lower[from + i + 1] ** 2);
      cosines[i] = lower[from + i] / radius;
      sines[i] = lower[from + i + 1] / radius;
      lower[from + i] = radius;
      lower.copyWithin(to, from, from + i + 1);
    }
    rotateRow(this.#ones, 0, index, this.#size - 1, cosines, sines);
    rotateRow(this.#target, 0, index, this.#size - 1, cosines, sines);
    this.#size--;
  }

  /**
   * Minimises λᵀGλ/2 − bᵀλ subject to Σλ = `sum`: λ = L⁻ᵀ(L⁻¹b + μ L⁻¹e), with μ from the constraint. The term e eᵀ adds
   * only the constant sum²/2, so it does not move the answer.
   */
  minimiser(sum: number, b?: Float64Array): Float64Array {
    const m = this.#size;
    const z = b ? this.forward(b).slice() : this.#target.slice(0, m);
    const mu = (sum - dot64(this.#ones, 0, z, 0, m)) / dot64(this.#ones, 0, this.#ones, 0, m);
    addScaledInto(z, 0, this.#ones, 0, m, mu);
    return this.backward(z);
  }

  #reserve(size: number): void {
    if (size > this.#ones.length) {
      this.#ones = grown(this.#ones, size * 2);
      this.#target = grown(this.#target, size * 2);
    }
    const needed = (size * (size + 1)) / 2;
    if (needed > this.#lower.length) this.#lower = grown(this.#lower, needed * 2);
  }
}

/** Applies rotations [first, last) to the neighbouring pairs (k, k + 1) of the row that starts at `start`. */
function rotateRow(
  values: Float64Array,
  start: number,
  first: number,
  last: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  for (let k = first; k < last; k++) {
    const left = values[start + k];
    const right = values[start + k + 1];
    values[start + k] = cosines[k] * left + sines[k] * right;
    values[start + k + 1] = cosines[k] * right - sines[k] * left;
  }
}

function grown(values: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
