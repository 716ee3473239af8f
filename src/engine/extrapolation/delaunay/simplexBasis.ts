import { addScaledInto, dot64 } from '../../linalg/dot.ts';

/** An element of the pivot column below this cannot be divided by. */
const pivotTolerance = 1e-11;
/** Artificial members count as rows below zero. */
const artificial = -1;

/**
 * A basis of the linear program B λ = target, λ ≥ 0, with the inverse of B kept by rank-one updates. It starts from n artificial
 * columns ± e_k, which carry the target.
 */
export class SimplexBasis {
  readonly #n: number;
  /** Row of each member; {@link artificial} for artificial columns. */
  readonly #rows: Int32Array;
  readonly #weights: Float64Array;
  /** n × n. */
  readonly #inverse: Float64Array;
  #artificialsLeave = false;

  constructor(target: Float64Array) {
    const n = target.length;
    this.#n = n;
    this.#rows = new Int32Array(n).fill(artificial);
    this.#weights = target.map(Math.abs);
    this.#inverse = new Float64Array(n * n);
    for (let k = 0; k < n; k++) this.#inverse[k * n + k] = target[k] < 0 ? -1 : 1;
  }

  members(): { row: number; weight: number }[] {
    return Array.from(this.#rows, (row, i) => ({ row, weight: this.#weights[i] }));
  }

  artificialWeight(): number {
    return this.members().reduce(
      (sum, { row, weight }) => sum + (row === artificial ? weight : 0),
      0,
    );
  }

  /** From now on an artificial member, whose weight is zero, leaves as soon as it would change either way. */
  forbidArtificials(): void {
    this.#artificialsLeave = true;
  }

  /** Multipliers y with yᵀB = costs of the members. */
  prices(costOf: (row: number) => number, artificialCost: number): Float64Array {
    const prices = new Float64Array(this.#n);
    this.#rows.forEach((row, i) => {
      const cost = row === artificial ? artificialCost : costOf(row);
      if (cost !== 0) addScaledInto(prices, 0, this.#inverse, i * this.#n, this.#n, cost);
    });
    return prices;
  }

  /** Brings a column in for the member that first reaches zero; false when none does. */
  enter(row: number, column: Float64Array): boolean {
    const n = this.#n;
    const change = new Float64Array(n);
    for (let i = 0; i < n; i++) change[i] = dot64(this.#inverse, i * n, column, 0, n);
    const leaving = this.#leaving(change);
    if (leaving < 0) return false;
    const step = this.#weights[leaving] / change[leaving];
    for (let i = 0; i < n; i++) {
      // Rounding must not leave a weight negative: the next ratio test would step backwards.
      this.#weights[i] = Math.max(0, this.#weights[i] - step * change[i]);
    }
    this.#weights[leaving] = Math.max(0, step);
    this.#exchange(leaving, change);
    this.#rows[leaving] = row;
    return true;
  }

  /** Smallest weight over change among shrinking members; ties go to the artificial, then to the largest pivot. */
  #leaving(change: Float64Array): number {
    let leaving = -1;
    let least = Infinity;
    for (let i = 0; i < this.#n; i++) {
      const isArtificial = this.#rows[i] === artificial;
      const shrinks = change[i] > pivotTolerance;
      if (this.#artificialsLeave && isArtificial && Math.abs(change[i]) > pivotTolerance) return i;
      if (!shrinks) continue;
      const ratio = this.#weights[i] / change[i];
      if (ratio < least || (ratio === least && change[i] > change[leaving])) {
        least = ratio;
        leaving = i;
      }
    }
    return leaving;
  }

  #exchange(leaving: number, change: Float64Array): void {
    const n = this.#n;
    const pivotRow = leaving * n;
    for (let k = 0; k < n; k++) this.#inverse[pivotRow + k] /= change[leaving];
    for (let i = 0; i < n; i++) {
      if (i !== leaving && change[i] !== 0) {
        addScaledInto(this.#inverse, i * n, this.#inverse, pivotRow, n, -change[i]);
      }
    }
  }
}
