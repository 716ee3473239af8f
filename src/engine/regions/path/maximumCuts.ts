import type { Switch } from '../partition/piecewiseLinearMap.ts';
import type { Cut } from './knot.ts';
import type { KnotValues } from './siteCuts.ts';
import { type Lines, upperEnvelope } from './upperEnvelope.ts';

type Maximum = Extract<Switch, { kind: 'maximum' }>;

/** Member that is not known. */
const unknown = -1;

/**
 * Where the winner of each window changes. A member that is largest at both ends of an interval is largest all over it, so nearly
 * every window is done with one comparison a member; only the others are walked along their upper envelope.
 */
export function maximumCuts(
  rule: Maximum,
  width: number,
  { t, z, isOpen }: KnotValues,
  tolerances: Float64Array,
): Cut[] {
  const cuts: Cut[] = [];
  const last = t.length - 1;
  const lines = new WindowLines(rule, width, z);
  /** Per window, the winner just before the knot at hand, and the same where it is largest at the knot itself. */
  const winner = Int32Array.from({ length: lines.windows }, (_, w) => lines.largestAt(0, w));
  const dominant = winner.slice();
  for (let i = 0; i < last; i++) {
    const end = isOpen && i + 1 === last ? Infinity : 1;
    for (let window = 0; window < winner.length; window++) {
      const held = dominant[window];
      if (end === 1 && held !== unknown && lines.isLargestAt(i + 1, window, held)) continue;
      const tolerance = lines.moveTo(i, window, tolerances);
      const envelope = upperEnvelope(lines, tolerance, end);
      if (i > 0 && !lines.haveCommonWinner(winner[window], envelope.first, tolerance)) {
        cuts.push({ t: t[i], unit: window });
      }
      for (const { tau } of envelope.changes) {
        cuts.push({ t: t[i] + (t[i + 1] - t[i]) * tau, unit: window });
      }
      winner[window] = envelope.last;
      const stays = lines.isLargestAt(i + 1, window, envelope.last);
      dominant[window] = stays ? envelope.last : unknown;
    }
  }
  return cuts;
}

/** Members of one window over one interval; moved along, never made anew. */
class WindowLines implements Lines {
  readonly count: number;
  readonly windows: number;
  readonly #members: Int32Array;
  readonly #width: number;
  readonly #z: Float64Array;
  #first = 0;
  #row = 0;

  constructor({ size, members }: Maximum, width: number, z: Float64Array) {
    this.count = size;
    this.windows = members.length / size;
    this.#members = members;
    this.#width = width;
    this.#z = z;
  }

  /** Takes the interval that starts at knot `row`; returns below which difference two members tie. */
  moveTo(row: number, window: number, tolerances: Float64Array): number {
    this.#row = row * this.#width;
    this.#first = window * this.count;
    let tolerance = 0;
    for (let k = 0; k < this.count; k++) {
      tolerance = Math.max(tolerance, tolerances[this.#members[this.#first + k]]);
    }
    return tolerance;
  }

  left(k: number): number {
    return this.#z[this.#row + this.#members[this.#first + k]];
  }

  right(k: number): number {
    return this.#z[this.#row + this.#width + this.#members[this.#first + k]];
  }

  /**
   * Whether some member is the same line as `before` in the interval before this one and as `after` in this one: then nothing
   * switches at the knot between them, as when one of several zeros begins to grow.
   */
  haveCommonWinner(before: number, after: number, tolerance: number): boolean {
    const there = this.#row - this.#width;
    for (let k = 0; k < this.count; k++) {
      const wins =
        this.#ties(there, k, before, tolerance) &&
        this.#ties(this.#row, k, before, tolerance) &&
        this.#ties(this.#row, k, after, tolerance) &&
        this.#ties(this.#row + this.#width, k, after, tolerance);
      if (wins) return true;
    }
    return false;
  }

  /** The first of the largest members at a knot. */
  largestAt(row: number, window: number): number {
    const [at, first] = [row * this.#width, window * this.count];
    let best = 0;
    for (let k = 1; k < this.count; k++) {
      if (this.#z[at + this.#members[first + k]] > this.#z[at + this.#members[first + best]]) {
        best = k;
      }
    }
    return best;
  }

  isLargestAt(row: number, window: number, member: number): boolean {
    const [at, first] = [row * this.#width, window * this.count];
    const value = this.#z[at + this.#members[first + member]];
    for (let k = 0; k < this.count; k++) {
      if (this.#z[at + this.#members[first + k]] > value) return false;
    }
    return true;
  }

  #ties(at: number, a: number, b: number, tolerance: number): boolean {
    const members = this.#members;
    const gap = this.#z[at + members[this.#first + a]] - this.#z[at + members[this.#first + b]];
    return Math.abs(gap) <= tolerance;
  }
}
