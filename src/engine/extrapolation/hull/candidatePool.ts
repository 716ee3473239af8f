import { dot32, dot64 } from '../../linalg/dot.ts';
import type { MinNormPoint } from './minNormPoint.ts';
import { groupSize, type ScaledRows } from './scaledRows.ts';

/** Groups looked into after each pass over all rows, and one more for this many active rows. */
const groupsPerPass = 8;
const activeRowsPerGroup = 16;
/** Rows remembered between passes. */
const capacity = 256;

/** Scaled distance below which float32 rows (relative error 6e-8) no longer tell gains of 0.1 % of it apart. */
const nearby = 1e-4;

interface Candidate {
  readonly row: number;
  readonly score: number;
}

/**
 * Rows that lie far along recent directions of one query. They are cheap to price again, so several rows can enter
 * the active set between two passes over all training rows (column generation).
 */
export class CandidatePool {
  readonly #rows: ScaledRows;
  readonly #query: Float64Array;
  #members: number[] = [];

  constructor(rows: ScaledRows, query: Float64Array) {
    this.#rows = rows;
    this.#query = query;
  }

  /** Takes in the best row of each of the groups with the least minima. */
  addFrom(minima: Float32Array, solver: MinNormPoint): void {
    const count = groupsPerPass + Math.floor(solver.size / activeRowsPerGroup);
    const known = new Set(this.#members);
    for (const group of leastGroups(minima, count)) {
      const best = this.#bestOfGroup(group, solver);
      if (!known.has(best) && !solver.has(best)) this.#members.push(best);
    }
  }

  add(rows: readonly number[]): void {
    this.#members.push(...rows);
  }

  remove(row: number): void {
    this.#members = this.#members.filter((member) => member !== row);
  }

  /** The member of least ⟨row − query, direction⟩ (scaled) for the solver's direction; `undefined` when the pool is empty. */
  best(solver: MinNormPoint): Candidate | undefined {
    const shift = dot64(this.#query, 0, solver.direction, 0, this.#query.length);
    const scores = this.#members.map((row) => this.#product(row, solver) - shift);
    if (scores.length > capacity) this.#keepLeast(scores);
    let best: Candidate | undefined;
    for (let i = 0; i < this.#members.length; i++) {
      if (!best || scores[i] < best.score) best = { row: this.#members[i], score: scores[i] };
    }
    return best;
  }

  #keepLeast(scores: number[]): void {
    const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
    const kept = order.slice(0, capacity);
    this.#members = kept.map((i) => this.#members[i]);
    scores.splice(0, scores.length, ...kept.map((i) => scores[i]));
  }

  #bestOfGroup(group: number, solver: MinNormPoint): number {
    const last = Math.min((group + 1) * groupSize, this.#rows.source.rows);
    let best = group * groupSize;
    let least = Infinity;
    for (let row = best; row < last; row++) {
      const product = this.#product(row, solver);
      if (product < least) {
        least = product;
        best = row;
      }
    }
    return best;
  }

  /** ⟨row, direction⟩; from the float32 copy unless its rounding would drown what there is to gain. */
  #product(row: number, { direction, distance }: MinNormPoint): number {
    const { columns, data } = this.#rows.pricing;
    if (distance > nearby) return dot32(data, row * columns, direction, 0, columns);
    return this.#rows.product(row, direction);
  }
}

/** The `count` groups of least minimum, best first. */
function leastGroups(minima: Float32Array, count: number): number[] {
  const groups: number[] = [];
  let worst = Infinity;
  for (let group = 0; group < minima.length; group++) {
    if (groups.length === count && minima[group] >= worst) continue;
    let at = groups.length;
    while (at > 0 && minima[groups[at - 1]] > minima[group]) at--;
    groups.splice(at, 0, group);
    if (groups.length > count) groups.pop();
    worst = minima[groups[groups.length - 1]];
  }
  return groups;
}
