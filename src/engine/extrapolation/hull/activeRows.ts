import { dot64 } from '../../linalg/dot.ts';
import { GramFactor } from '../../linalg/gramFactor.ts';
import { addRowsInto, rowProducts } from '../../linalg/scatteredRows.ts';
import type { ScaledRows } from './scaledRows.ts';

/** Below this squared distance from the others' affine hull a row's pivot is computed again without cancellation. */
const cancellationLimit = 1e-7;
/** A row nearer than this to the affine hull of the active rows adds no direction: a tenth of the hull tolerance. */
const independenceLimit = 1.5e-9;

/**
 * The affinely independent rows that span the current face, in float64 and scaled units, with the updated factor of
 * their Gram matrix. Weights are given and returned in the order of `ids`.
 */
export class ActiveRows {
  readonly #rows: ScaledRows;
  readonly #query: Float64Array;
  readonly #factor = new GramFactor();
  readonly #ids: number[] = [];
  /** Where each active row starts in `#storage`. */
  readonly #offsets: number[] = [];
  /** Places that dropped rows left. */
  readonly #free: number[] = [];
  #storage: Float64Array = new Float64Array(0);

  constructor(rows: ScaledRows, query: Float64Array) {
    this.#rows = rows;
    this.#query = query;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Adds a row; false, and nothing is added, when it depends on the active ones. O(m d + m²). */
  append(row: number): boolean {
    const d = this.#query.length;
    const offset = this.#takePlace();
    this.#rows.scaledRowInto(row, this.#storage, offset);
    const values = this.#storage.subarray(offset, offset + d);
    const column = this.#factor.forward(this.products(values).map((value) => 1 + value));
    let squared = 1 + dot64(values, 0, values, 0, d) - dot64(column, 0, column, 0, column.length);
    if (squared < cancellationLimit) squared = this.#refinePivot(values, column);
    if (!(squared > independenceLimit ** 2)) {
      this.#free.push(offset);
      return false;
    }
    const target = dot64(values, 0, this.#query, 0, d);
    this.#factor.append(column, Math.sqrt(squared), target);
    this.#ids.push(row);
    this.#offsets.push(offset);
    return true;
  }

  /** Removes the row at a position and returns its number. O(m²). */
  drop(position: number): number {
    this.#factor.remove(position);
    this.#free.push(...this.#offsets.splice(position, 1));
    return this.#ids.splice(position, 1)[0];
  }

  /** Weights, summing to 1 but of any sign, of the point of the affine hull nearest the query. */
  affineMinimiser(): Float64Array {
    const weights = this.#factor.minimiser(1);
    if (this.#factor.smallestPivot ** 2 >= cancellationLimit) return weights;
    // One step of iterative refinement: solve again for what the computed point leaves.
    const rest = this.#query.map((value) => -value);
    this.addInto(rest, weights);
    const correction = this.#correction(rest);
    return weights.map((weight, i) => weight + correction[i]);
  }

  /** Takes from `vector` what is parallel to the affine hull. */
  orthogonalise(vector: Float64Array): void {
    if (this.#ids.length > 0) this.addInto(vector, this.#correction(vector));
  }

  /** ⟨active row, vector⟩ for each active row. */
  products(vector: Float64Array): Float64Array {
    return rowProducts(this.#storage, this.#offsets, vector);
  }

  /** target += Σ weights · active rows. */
  addInto(target: Float64Array, weights: ArrayLike<number>): void {
    addRowsInto(target, this.#storage, this.#offsets, weights);
  }

  /** Weights, summing to 0, of the combination that brings `vector` nearest to 0. */
  #correction(vector: Float64Array): Float64Array {
    const slopes = this.products(vector).map((value) => -value);
    return this.#factor.minimiser(0, slopes);
  }

  /**
   * Squared distance of (1, row) from the span of the active (1, rows), from the difference vector itself, after one
   * correction of `column` in place (Björck's corrected semi-normal equations).
   */
  #refinePivot(row: Float64Array, column: Float64Array): number {
    const rest = this.#difference(row, column);
    const slopes = this.products(rest.vector).map((value) => rest.ones + value);
    const correction = this.#factor.forward(slopes);
    for (let i = 0; i < column.length; i++) column[i] += correction[i];
    const { vector, ones } = this.#difference(row, column);
    return dot64(vector, 0, vector, 0, vector.length) + ones * ones;
  }

  /** (1, row) − Σ u_i (1, active row i), where L⁻ᵀ column = u. */
  #difference(row: Float64Array, column: Float64Array): { vector: Float64Array; ones: number } {
    const u = this.#factor.backward(column);
    const vector = row.slice();
    addRowsInto(
      vector,
      this.#storage,
      this.#offsets,
      u.map((value) => -value),
    );
    return { vector, ones: 1 - u.reduce((sum, value) => sum + value, 0) };
  }

  #takePlace(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const d = this.#query.length;
    const used = this.#offsets.length * d;
    if (used + d > this.#storage.length) {
      const larger = new Float64Array(Math.max(4 * d, 2 * used));
      larger.set(this.#storage);
      this.#storage = larger;
    }
    return used;
  }
}
