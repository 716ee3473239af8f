import { addScaledInto, dot64, lengthOf } from '../../linalg/dot.ts';
import { GramFactor } from '../../linalg/gramFactor.ts';
import type { ConvexCombination } from './hullVerdict.ts';
import type { ScaledRows } from './scaledRows.ts';

/** Below this squared distance from the others' affine hull a row's pivot is computed again without cancellation. */
const cancellationLimit = 1e-7;
/** A row nearer than this to the affine hull of the active rows adds no direction: a tenth of the hull tolerance. */
const independenceLimit = 1.5e-9;
/** Distance below which the direction is corrected: there its error, 1e-16 / distance, counts. */
const nearby = 1e-5;
/** Weights up to this are rounding noise of zero. */
const zeroWeight = 1e-14;

/**
 * Wolfe's min-norm point (Finding the nearest point in a polytope, Math. Programming 11, 1976) of conv(rows) − query,
 * one row at a time, in float64 and scaled units. Active rows are affinely independent with positive weights, and the
 * point is the nearest of their affine hull. Each entering row costs O(m d + m²) for m active rows.
 */
export class MinNormPoint {
  readonly #rows: ScaledRows;
  readonly #query: Float64Array;
  readonly #factor = new GramFactor();
  #ids: number[] = [];
  /** Place of each active row in `#storage`, in units of d. */
  #slots: number[] = [];
  #free: number[] = [];
  #weights: number[] = [];
  #storage = new Float64Array(0);
  /** Σ weights · rows − query; −query (the mean row's) before the first row enters. */
  readonly #point: Float64Array;
  #distance: number;
  #direction: Float64Array;

  constructor(rows: ScaledRows, query: Float64Array) {
    this.#rows = rows;
    this.#query = query;
    this.#point = query.map((value) => -value);
    this.#distance = lengthOf(this.#point);
    this.#direction = this.#unitNormal();
  }

  /** ‖Σ weights · rows − query‖, the distance of a point of the hull; of the mean row before the first row enters. */
  get distance(): number {
    return this.#distance;
  }

  /** From the query to that point, about of unit length; the active rows are equally far along it. */
  get direction(): Float64Array {
    return this.#direction;
  }

  /** Active rows. */
  get size(): number {
    return this.#ids.length;
  }

  has(row: number): boolean {
    return this.#ids.includes(row);
  }

  combination(): ConvexCombination {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    return {
      rows: Int32Array.from(this.#ids),
      weights: Float64Array.from(this.#weights, (weight) => weight / total),
    };
  }

  /**
   * Lets `row` enter and moves to the new min-norm point. Returns the rows that left meanwhile, or `undefined`
   * when the row brought nothing (it depends on the active rows, or rounding hides the gain).
   */
  enter(row: number): number[] | undefined {
    const first = this.size === 0;
    if (!this.#append(row)) return undefined;
    const before = this.#distance;
    const left = this.#minorCycles();
    this.#movePoint();
    return first || this.#distance < before ? left : undefined;
  }

  /** Steps towards the affine minimiser, dropping rows at the border of the simplex, until it lies inside. */
  #minorCycles(): number[] {
    const left: number[] = [];
    for (;;) {
      const target = this.#affineMinimiser();
      const blocking = this.#blockingRow(target);
      if (blocking < 0) {
        this.#weights = Array.from(target);
        return left;
      }
      const step = this.#weights[blocking] / (this.#weights[blocking] - target[blocking]);
      this.#weights = this.#weights.map((weight, i) => weight + step * (target[i] - weight));
      this.#weights[blocking] = 0;
      for (let i = target.length - 1; i >= 0; i--) {
        if (target[i] <= 0 && this.#weights[i] <= zeroWeight) left.push(this.#drop(i));
      }
    }
  }

  /** The active row whose weight reaches 0 first on the way to `target`; -1 when none does. */
  #blockingRow(target: Float64Array): number {
    let blocking = -1;
    let least = Infinity;
    for (let i = 0; i < target.length; i++) {
      if (target[i] > 0) continue;
      const share = this.#weights[i] === 0 ? 0 : this.#weights[i] / (this.#weights[i] - target[i]);
      if (share < least) {
        least = share;
        blocking = i;
      }
    }
    return blocking;
  }

  #affineMinimiser(): Float64Array {
    const weights = this.#factor.minimiser(1);
    return this.#factor.smallestPivot ** 2 < cancellationLimit ? this.#corrected(weights) : weights;
  }

  /** One step of iterative refinement: solves again for what the computed point leaves. */
  #corrected(weights: Float64Array): Float64Array {
    const rest = new Float64Array(this.#query.length);
    this.#pointInto(weights, rest);
    const correction = this.#factor.minimiser(
      0,
      this.#products(rest).map((value) => -value),
    );
    return weights.map((weight, i) => weight + correction[i]);
  }

  #append(row: number): boolean {
    const d = this.#query.length;
    const slot = this.#takeSlot();
    const storage = this.#storage;
    this.#rows.scaledRowInto(row, storage, slot * d);
    const row64 = storage.subarray(slot * d, (slot + 1) * d);
    const column = this.#factor.forward(this.#products(row64).map((value) => 1 + value));
    let squared = 1 + dot64(row64, 0, row64, 0, d) - dot64(column, 0, column, 0, column.length);
    if (squared < cancellationLimit) squared = this.#refinePivot(row64, column);
    if (!(squared > independenceLimit ** 2)) {
      this.#free.push(slot);
      return false;
    }
    const target = dot64(row64, 0, this.#query, 0, d);
    this.#factor.append(column, Math.sqrt(squared), target);
    this.#weights.push(this.size === 0 ? 1 : 0);
    this.#ids.push(row);
    this.#slots.push(slot);
    return true;
  }

  /**
   * Squared distance of (1, row) from the span of the active (1, rows), from the difference vector itself, after one
   * correction of `column` in place (Björck's corrected semi-normal equations).
   */
  #refinePivot(row: Float64Array, column: Float64Array): number {
    const rest = this.#difference(row, column);
    const correction = this.#factor.forward(
      this.#products(rest.vector).map((value) => rest.ones + value),
    );
    for (let i = 0; i < column.length; i++) column[i] += correction[i];
    const { vector, ones } = this.#difference(row, column);
    return dot64(vector, 0, vector, 0, vector.length) + ones * ones;
  }

  /** (1, row) − Σ u_i (1, active row i), where L⁻ᵀ column = u. */
  #difference(row: Float64Array, column: Float64Array): { vector: Float64Array; ones: number } {
    const u = this.#factor.backward(column);
    const vector = row.slice();
    let ones = 1;
    for (let i = 0; i < u.length; i++) {
      addScaledInto(vector, 0, this.#storage, this.#slots[i] * row.length, row.length, -u[i]);
      ones -= u[i];
    }
    return { vector, ones };
  }

  /** ⟨active row, vector⟩ for each active row. */
  #products(vector: Float64Array): Float64Array {
    const d = vector.length;
    const products = new Float64Array(this.#slots.length);
    for (let i = 0; i < products.length; i++) {
      products[i] = dot64(this.#storage, this.#slots[i] * d, vector, 0, d);
    }
    return products;
  }

  #drop(index: number): number {
    this.#factor.remove(index);
    this.#free.push(this.#slots[index]);
    this.#slots.splice(index, 1);
    this.#weights.splice(index, 1);
    return this.#ids.splice(index, 1)[0];
  }

  #movePoint(): void {
    this.#pointInto(this.#weights, this.#point);
    this.#distance = lengthOf(this.#point);
    this.#direction = this.#unitNormal();
  }

  /**
   * The point at unit length. Near the query its rounding error is magnified, so it is made orthogonal to the differences
   * of the active rows once more: a margin of 1e-10 along it is then still correct in its leading digits.
   */
  #unitNormal(): Float64Array {
    const length = this.#distance || 1;
    const normal = this.#point.map((value) => value / length);
    if (this.#distance > nearby || this.size === 0) return normal;
    const correction = this.#factor.minimiser(
      0,
      this.#products(normal).map((value) => -value),
    );
    this.#addRows(correction, normal);
    return normal;
  }

  /** Σ weights · active rows − query. */
  #pointInto(weights: ArrayLike<number>, target: Float64Array): void {
    for (let k = 0; k < target.length; k++) target[k] = -this.#query[k];
    this.#addRows(weights, target);
  }

  /** target += Σ weights · active rows. */
  #addRows(weights: ArrayLike<number>, target: Float64Array): void {
    const d = target.length;
    for (let i = 0; i < this.#slots.length; i++) {
      addScaledInto(target, 0, this.#storage, this.#slots[i] * d, d, weights[i]);
    }
  }

  #takeSlot(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const d = this.#query.length;
    const used = this.#slots.length;
    if ((used + 1) * d > this.#storage.length) {
      const larger = new Float64Array(Math.max(4, used * 2) * d);
      larger.set(this.#storage);
      this.#storage = larger;
    }
    return used;
  }
}
