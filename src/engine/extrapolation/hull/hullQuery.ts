import { dot64, lengthOf } from '../../linalg/dot.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { rowOf } from '../../linalg/matrix.ts';
import { CandidatePool } from './candidatePool.ts';
import type { ConvexCombination, HullVerdict } from './hullVerdict.ts';
import { MinNormPoint } from './minNormPoint.ts';
import { marginError } from './pricingError.ts';
import type { ScaledRows } from './scaledRows.ts';
import { distanceOutside, type Halfspace } from './separatingDirections.ts';
import { exactMargin, minimumLimits, type PricedDirection } from './supportBounds.ts';

/** What the caller wants to know of each query. */
export interface HullGoal {
  readonly distance: boolean;
  /** (upper − lower) / upper at which a distance is good enough. */
  readonly relativeGap: number;
}

/**
 * Rows may enter between passes while they gain at least the share m / (m + 300) of what the last pass offered, for m
 * active rows: an entry costs m · d, so a large set is worth a fresh pass for a better choice. Of the half points tried
 * (50, 100, 300), 300 took least for sets of 20 rows and of 600 alike; a fixed share of 0.1 took 60 % more entries at 600.
 */
const carefulSize = 300;
/** Passes in a row that move the point by less than a millionth before the query is given up as undecided. */
const patience = 50;

/** One query on its way to a verdict: the min-norm point, the bounds proved so far and their certificate. */
export class HullQuery {
  readonly index: number;
  readonly #rows: ScaledRows;
  readonly #goal: HullGoal;
  readonly #values: ArrayLike<number>;
  readonly #scaled: Float64Array;
  readonly #norm: number;
  readonly #solver: MinNormPoint;
  readonly #pool: CandidatePool;
  /** Proved lower limit of the distance and the direction that proves it, scaled; negative until something is proved. */
  #lower = -Infinity;
  #separating: Float64Array | undefined;
  #stalled = 0;
  #passes = 0;

  constructor(rows: ScaledRows, queries: Matrix, index: number, goal: HullGoal) {
    this.index = index;
    this.#rows = rows;
    this.#goal = goal;
    this.#values = rowOf(queries, index);
    this.#scaled = rows.scaledQuery(queries, index);
    this.#norm = lengthOf(this.#scaled);
    this.#solver = new MinNormPoint(rows, this.#scaled);
    this.#pool = new CandidatePool(rows, this.#scaled);
  }

  get scaled(): Float64Array {
    return this.#scaled;
  }

  /** Passes over all rows used so far. */
  get passes(): number {
    return this.#passes;
  }

  /** Tries a half-space learnt from another query; the verdict when it settles this one. */
  tryHalfspace(halfspace: Halfspace): HullVerdict | undefined {
    const lower = distanceOutside(halfspace, this.#scaled) - this.#rounding;
    if (!this.#isSettled(lower)) return undefined;
    this.#lower = lower;
    this.#separating = halfspace.direction;
    return this.#outside();
  }

  /** The half-space that proves this query outside; `undefined` while none does. */
  get separatingHalfspace(): Halfspace | undefined {
    const direction = this.#separating;
    if (!direction || this.#lower <= this.#rows.tolerance) return undefined;
    const norm = lengthOf(direction);
    const shift = dot64(direction, 0, this.#scaled, 0, direction.length);
    return { direction, norm, minimum: (this.#lower - this.#rounding) * norm + shift };
  }

  /** The direction to price next. */
  get direction(): Float64Array {
    return this.#solver.direction;
  }

  /** Uses one pass over all rows. Returns the verdict once it is proved, or when nothing more can be gained. */
  advance(priced: PricedDirection): HullVerdict | undefined {
    this.#passes++;
    this.#raiseLower(priced);
    if (this.#isSettled(this.#lower)) return this.#outside();
    const before = this.#solver.distance;
    const entered = this.#enterRows(priced);
    if (this.#isWithin(this.#rows.tolerance / 2)) return this.#inside();
    if (this.#isSettled(this.#lower)) return this.#outside();
    this.#stalled = this.#solver.distance < before * (1 - 1e-6) ? 0 : this.#stalled + 1;
    return entered && this.#stalled < patience ? undefined : this.verdictSoFar();
  }

  /** The best that is known when nothing more can be gained. */
  verdictSoFar(): HullVerdict {
    if (this.#isWithin(this.#rows.tolerance)) return this.#inside();
    if (this.#lower > this.#rows.tolerance) return this.#outside();
    return {
      verdict: 'undecided',
      lower: Math.max(0, this.#lower) * this.#rows.scale,
      upper: this.#upper * this.#rows.scale,
      certificate: { verdict: 'undecided' },
      duplicate: false,
    };
  }

  /** Distance of a known hull point, scaled. */
  get #upper(): number {
    return this.#solver.distance + this.#rounding;
  }

  /** What float64 sums over this query and a row may be off by. */
  get #rounding(): number {
    return marginError(this.#rows.dimension, 1 + this.#norm);
  }

  /** The point is the query, up to `tolerance`; half of what is allowed is sought, for a checker rounds otherwise. */
  #isWithin(tolerance: number): boolean {
    return this.#solver.size > 0 && this.#solver.distance <= tolerance;
  }

  #isSettled(lower: number): boolean {
    if (!(lower > this.#rows.tolerance)) return false;
    if (!this.#goal.distance) return true;
    return this.#solver.size > 0 && this.#upper - lower <= this.#goal.relativeGap * this.#upper;
  }

  /** Takes the float32 limits, and looks at the rows themselves only where that would settle the query. */
  #raiseLower(priced: PricedDirection): void {
    const shift = dot64(priced.direction, 0, this.#scaled, 0, this.#scaled.length);
    const { low, high } = minimumLimits(priced, this.#rows.dimension);
    let lower = (low - shift) / priced.norm - this.#rounding;
    if (!this.#isSettled(lower) && this.#isSettled((high - shift) / priced.norm)) {
      const margin = exactMargin(this.#rows, this.#values, this.#norm, priced);
      lower = margin / this.#rows.scale / priced.norm;
    }
    if (lower > this.#lower) {
      this.#lower = lower;
      this.#separating = priced.direction;
    }
  }

  /**
   * Lets rows of the pool enter while it pays. Returns whether any did. A row that leaves may come back after the next
   * pass only: rounding could otherwise let two rows take turns for ever.
   */
  #enterRows(priced: PricedDirection): boolean {
    this.#pool.addFrom(priced.minima, this.#solver);
    const left: number[] = [];
    let entered = false;
    let worthwhile = this.#rounding;
    for (let best = this.#pool.best(this.#solver); best; best = this.#pool.best(this.#solver)) {
      const { size, distance } = this.#solver;
      const gain = distance - best.score;
      if (!entered) worthwhile = Math.max(worthwhile, (gain * size) / (size + carefulSize));
      if (size > 0 && gain <= worthwhile) break;
      this.#pool.remove(best.row);
      const leaving = this.#solver.enter(best.row);
      if (!leaving) continue;
      entered = true;
      left.push(...leaving);
      if (this.#isWithin(this.#rows.tolerance / 2)) break;
    }
    this.#pool.add(left);
    return entered;
  }

  #outside(): HullVerdict {
    const direction = this.#separating!;
    const { scale } = this.#rows;
    const nearest = this.#solver.size === 0 ? undefined : this.#solver.combination();
    // Shaved so that another order of the same sums does not fall below the claim.
    const lower = this.#lower * scale * (1 - 1e-12);
    return {
      verdict: 'outside',
      lower,
      upper: this.#upper * scale,
      certificate: {
        verdict: 'outside',
        direction,
        margin: lower * lengthOf(direction),
        ...(this.#goal.distance && nearest ? { nearest } : {}),
      },
      duplicate: false,
    };
  }

  #inside(): HullVerdict {
    const combination = this.#solver.combination();
    return {
      verdict: 'inside',
      lower: 0,
      upper: 0,
      certificate: { verdict: 'inside', combination, residual: this.#residual(combination) },
      duplicate: false,
    };
  }

  /** ‖Σ weights · (row − query)‖ from the source, in data units. */
  #residual({ rows, weights }: ConvexCombination): number {
    const { columns, data } = this.#rows.source;
    const rest = new Float64Array(columns);
    for (let i = 0; i < rows.length; i++) {
      for (let k = 0; k < columns; k++) {
        rest[k] += weights[i] * (data[rows[i] * columns + k] - this.#values[k]);
      }
    }
    return lengthOf(rest);
  }
}
