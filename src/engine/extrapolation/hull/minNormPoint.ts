import { lengthOf } from '../../linalg/dot.ts';
import { ActiveRows } from './activeRows.ts';
import type { ConvexCombination } from './hullVerdict.ts';
import type { ScaledRows } from './scaledRows.ts';

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
  readonly #query: Float64Array;
  readonly #active: ActiveRows;
  #weights: number[] = [];
  /** Σ weights · rows − query; −query (the mean row's) before the first row enters. */
  readonly #point: Float64Array;
  #distance: number;
  #direction: Float64Array;

  constructor(rows: ScaledRows, query: Float64Array) {
    this.#query = query;
    this.#active = new ActiveRows(rows, query);
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
    return this.#weights.length;
  }

  has(row: number): boolean {
    return this.#active.ids.includes(row);
  }

  combination(): ConvexCombination {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    return {
      rows: Int32Array.from(this.#active.ids),
      weights: Float64Array.from(this.#weights, (weight) => weight / total),
    };
  }

  /**
   * Lets `row` enter and moves to the new min-norm point. Returns the rows that left meanwhile, or `undefined`
   * when the row brought nothing (it depends on the active rows, or rounding hides the gain).
   */
  enter(row: number): number[] | undefined {
    if (!this.#active.append(row)) return undefined;
    const first = this.size === 0;
    const before = this.#distance;
    this.#weights.push(first ? 1 : 0);
    const left = this.#minorCycles();
    this.#movePoint();
    return first || this.#distance < before ? left : undefined;
  }

  /** Steps towards the affine minimiser, dropping rows at the border of the simplex, until it lies inside. */
  #minorCycles(): number[] {
    const left: number[] = [];
    for (;;) {
      const target = this.#active.affineMinimiser();
      const blocking = this.#blockingRow(target);
      if (blocking < 0) {
        this.#weights = Array.from(target);
        return left;
      }
      this.#stepTowards(target, blocking);
      for (let i = target.length - 1; i >= 0; i--) {
        if (target[i] > 0 || this.#weights[i] > zeroWeight) continue;
        this.#weights.splice(i, 1);
        left.push(this.#active.drop(i));
      }
    }
  }

  /** The active row whose weight reaches 0 first on the way to `target`; -1 when none does. */
  #blockingRow(target: Float64Array): number {
    let blocking = -1;
    let least = Infinity;
    for (let i = 0; i < target.length; i++) {
      if (target[i] > 0) continue;
      const weight = this.#weights[i];
      const share = weight === 0 ? 0 : weight / (weight - target[i]);
      if (share < least) {
        least = share;
        blocking = i;
      }
    }
    return blocking;
  }

  /** Goes as far as the weight of `blocking` allows, and makes that one exactly 0. */
  #stepTowards(target: Float64Array, blocking: number): void {
    const weights = this.#weights;
    const weight = weights[blocking];
    const share = weight === 0 ? 0 : weight / (weight - target[blocking]);
    for (let i = 0; i < weights.length; i++) weights[i] += share * (target[i] - weights[i]);
    weights[blocking] = 0;
  }

  #movePoint(): void {
    for (let k = 0; k < this.#point.length; k++) this.#point[k] = -this.#query[k];
    this.#active.addInto(this.#point, this.#weights);
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
    if (this.#distance <= nearby) this.#active.orthogonalise(normal);
    return normal;
  }
}
