import { dot64 } from '../../linalg/dot.ts';
import { type Matrix } from '../../linalg/matrix.ts';
import { SimplexBasis } from './simplexBasis.ts';

/** The Delaunay simplex that holds a point: at most d + 1 rows and the point's barycentric coordinates. */
export interface DelaunaySimplex {
  readonly rows: Int32Array;
  /** Same order, positive, summing to 1. */
  readonly weights: Float64Array;
}

/** A slack this far below zero, on data in the unit ball, is a row inside the circumsphere and not rounding. */
const slackTolerance = 1e-11;
/** Artificial columns with more weight than this cannot be driven out: the point is outside the hull (geometry-spec 1.11). */
const outsideTolerance = 1.5e-8;
/** Rows cycle only in ties; after this many exchanges a row, the lowest number enters instead of the best. */
const patience = 50;

/**
 * Finds Delaunay simplices of rows without the triangulation (D24), which in more than seven dimensions cannot be held: lifted to
 * the paraboloid, the simplex around q is the optimal basis of min Σ λ_i ‖x_i‖² subject to Σ λ_i x_i = q, Σ λ_i = 1, λ ≥ 0. Revised
 * primal simplex, N · d a step, some 2 d to 5 d steps; meant for d ≤ 20 and N ≤ 10⁴. Where more than d + 1 rows share an empty
 * sphere the triangulation is not unique and one of its simplices is given.
 */
export class DelaunaySimplices {
  readonly #count: number;
  readonly #n: number;
  readonly #centre: Float64Array;
  readonly #scale: number;
  /** Scaled rows with a 1 behind: count × n. */
  readonly #lifted: Float64Array;
  /** ‖x‖² of the scaled rows. */
  readonly #costs: Float64Array;

  /** `centre` and `scale` move rows into the unit ball; the map must be a similarity, as the triangulation demands. */
  constructor(rows: Matrix, centre: Float64Array, scale: number) {
    this.#count = rows.rows;
    this.#n = rows.columns + 1;
    this.#centre = centre;
    this.#scale = scale;
    this.#lifted = new Float64Array(rows.rows * this.#n);
    this.#costs = new Float64Array(rows.rows);
    for (let i = 0; i < rows.rows; i++) {
      const at = i * this.#n;
      for (let k = 0; k < rows.columns; k++) {
        const value = (rows.data[i * rows.columns + k] - centre[k]) / scale;
        this.#lifted[at + k] = value;
        this.#costs[i] += value * value;
      }
      this.#lifted[at + rows.columns] = 1;
    }
  }

  /** The simplex that holds the point; `undefined` outside the convex hull. Rows of weight 0 are left out. */
  containing(point: ArrayLike<number>): DelaunaySimplex | undefined {
    const n = this.#n;
    const target = new Float64Array(n);
    for (let k = 0; k < n - 1; k++) target[k] = (point[k] - this.#centre[k]) / this.#scale;
    target[n - 1] = 1;
    const basis = new SimplexBasis(target);
    this.#optimise(basis, true);
    if (basis.artificialWeight() > outsideTolerance) return undefined;
    basis.forbidArtificials();
    this.#optimise(basis, false);
    return simplexOf(basis);
  }

  /** Exchanges rows until none lowers the cost: the artificial weight first, then Σ λ ‖x‖². */
  #optimise(basis: SimplexBasis, feasibility: boolean): void {
    const limit = patience * this.#n;
    for (let step = 0; ; step++) {
      const prices = basis.prices(
        (row) => (feasibility ? 0 : this.#costs[row]),
        feasibility ? 1 : 0,
      );
      const entering = this.#entering(prices, feasibility, step > limit);
      if (entering < 0 || step > 4 * limit) return;
      const at = entering * this.#n;
      if (!basis.enter(entering, this.#lifted.subarray(at, at + this.#n))) return;
    }
  }

  /** The row of most negative reduced cost; with `first`, the first negative one, which cannot cycle (Bland). −1 for none. */
  #entering(prices: Float64Array, feasibility: boolean, first: boolean): number {
    const n = this.#n;
    let best = -1;
    let least = -slackTolerance;
    for (let row = 0; row < this.#count; row++) {
      const cost = feasibility ? 0 : this.#costs[row];
      const reduced = cost - dot64(this.#lifted, row * n, prices, 0, n);
      if (reduced < least) {
        if (first) return row;
        least = reduced;
        best = row;
      }
    }
    return best;
  }
}

function simplexOf(basis: SimplexBasis): DelaunaySimplex {
  const members = basis.members().filter(({ row, weight }) => row >= 0 && weight > 0);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return {
    rows: Int32Array.from(members, ({ row }) => row),
    weights: Float64Array.from(members, ({ weight }) => weight / total),
  };
}
