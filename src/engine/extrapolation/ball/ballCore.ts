import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import { squaredDistance } from '../squaredDistance.ts';

/** Steps of one solve; each costs a few additions a core row. */
const maximalSteps = 200_000;

/**
 * The minimum ball of a few rows, by its dual: weights u ≥ 0, Σu = 1, that maximise Φ(u) = Σ u_i ‖x_i − c‖², c = Σ u_i x_i. The
 * maximum is the squared radius, so √Φ is a lower bound on it at any u. Steps need only the squared distances between rows.
 */
export class BallCore {
  readonly #rows: Matrix;
  readonly #indices: number[] = [];
  /** Squared distances between core rows. */
  readonly #between: Float64Array[] = [];
  readonly #weights: number[] = [];
  /** ‖x_i − c‖². */
  readonly #squares: number[] = [];
  /** Φ(u). */
  #dual = 0;

  /** `indices` are two or more rows (equal ones are fine), weighted equally at first. */
  constructor(rows: Matrix, indices: readonly number[]) {
    this.#rows = rows;
    this.add(indices);
    this.#weights.fill(1 / this.#indices.length);
    this.#recompute();
  }

  /** A proved lower bound on the radius. */
  get lowerRadius(): number {
    return Math.sqrt(Math.max(0, this.#dual));
  }

  centre(): Float64Array {
    const centre = new Float64Array(this.#rows.columns);
    this.#indices.forEach((index, i) => {
      const row = rowOf(this.#rows, index);
      for (let k = 0; k < centre.length; k++) centre[k] += this.#weights[i] * row[k];
    });
    return centre;
  }

  /** Adds rows with weight 0; false when all of them are in the core already. */
  add(indices: ArrayLike<number>): boolean {
    const before = this.#indices.length;
    for (const index of Array.from(indices)) {
      if (this.#indices.includes(index)) continue;
      const point = rowOf(this.#rows, index);
      this.#indices.push(index);
      this.#weights.push(0);
      this.#between.push(
        Float64Array.from(this.#indices, (other) => squaredDistance(this.#rows, other, point)),
      );
    }
    if (this.#indices.length === before) return false;
    this.#recompute();
    return true;
  }

  /** Steps until the farthest core row is within (1 + tolerance) of the lower bound, in radius. */
  solve(tolerance: number): void {
    const weights = this.#weights;
    const squares = this.#squares;
    for (let step = 0; step < maximalSteps; step++) {
      let far = 0;
      let near = -1;
      for (let i = 0; i < weights.length; i++) {
        if (squares[i] > squares[far]) far = i;
        if (weights[i] > 0 && (near < 0 || squares[i] < squares[near])) near = i;
      }
      const rise = squares[far] - this.#dual;
      const fall = this.#dual - squares[near];
      // A radius within 1 + t is a square within 1 + 2t.
      if (rise <= 2 * tolerance * this.#dual && fall <= 2 * tolerance * this.#dual) break;
      if (rise >= fall) this.#move(far, rise / (2 * squares[far]));
      else this.#moveAway(near, fall);
    }
    // Rounding adds up along the steps; the bound must not rest on it.
    this.#recompute();
  }

  #moveAway(near: number, fall: number): void {
    const limit = this.#weights[near] / (1 - this.#weights[near]);
    const square = this.#squares[near];
    const wanted = square > 0 ? fall / (2 * square) : Infinity;
    this.#move(near, -Math.min(wanted, limit));
    if (wanted >= limit) this.#weights[near] = 0;
  }

  /** u ← (1 − step) u + step · e_j, which moves c by step · (x_j − c); a negative step moves away. */
  #move(j: number, step: number): void {
    const square = this.#squares[j];
    for (let i = 0; i < this.#weights.length; i++) {
      this.#weights[i] *= 1 - step;
      this.#squares[i] =
        (1 - step) * this.#squares[i] +
        step * this.#squaredBetween(i, j) -
        step * (1 - step) * square;
    }
    this.#weights[j] += step;
    this.#dual = (1 - step) * (this.#dual + step * square);
  }

  #squaredBetween(i: number, j: number): number {
    return i > j ? this.#between[i][j] : this.#between[j][i];
  }

  #recompute(): void {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#weights.forEach((weight, i) => (this.#weights[i] = weight / total));
    const centre = this.centre();
    this.#dual = 0;
    this.#indices.forEach((index, i) => {
      this.#squares[i] = squaredDistance(this.#rows, index, centre);
      this.#dual += this.#weights[i] * this.#squares[i];
    });
  }
}
