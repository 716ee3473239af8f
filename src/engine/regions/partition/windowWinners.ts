import type { SwitchSite } from './piecewiseLinearMap.ts';

/** Members that win at the vertices of a block. */
export class WindowWinners {
  readonly #z: Float64Array;
  readonly #site: SwitchSite;
  readonly #size: number;
  readonly #members: Int32Array;
  readonly #windows: number;
  readonly #tolerances: Float64Array;
  /** vertices × windows: entry of z that is largest, the first one of equals. */
  readonly #winners: Int32Array;

  /** `z` is rows × width of a site that takes maxima. */
  constructor(z: Float64Array, rows: number, site: SwitchSite, tolerances: Float64Array) {
    const rule = site.switch;
    if (rule.kind !== 'maximum') throw new TypeError(`site ${site.name} takes no maxima`);
    this.#z = z;
    this.#site = site;
    this.#size = rule.size;
    this.#members = rule.members;
    this.#windows = rule.members.length / rule.size;
    this.#tolerances = tolerances;
    this.#winners = new Int32Array(rows * this.#windows);
    for (let row = 0; row < rows; row++) this.#findWinners(row);
  }

  /** Windows in which no member wins, or ties within its tolerance, at all the given rows. */
  contested(rows: readonly number[]): number[] {
    const found: number[] = [];
    for (let window = 0; window < this.#windows; window++) {
      const first = this.#winners[rows[0] * this.#windows + window];
      let isShared = true;
      for (const row of rows) {
        isShared &&= this.#winners[row * this.#windows + window] === first;
      }
      if (!isShared && !this.#hasCommonWinner(rows, window)) found.push(window);
    }
    return found;
  }

  #findWinners(row: number): void {
    const start = row * this.#site.width;
    for (let window = 0; window < this.#windows; window++) {
      let winner = this.#members[window * this.#size];
      for (let k = 1; k < this.#size; k++) {
        const member = this.#members[window * this.#size + k];
        if (this.#z[start + member] > this.#z[start + winner]) winner = member;
      }
      this.#winners[row * this.#windows + window] = winner;
    }
  }

  #hasCommonWinner(rows: readonly number[], window: number): boolean {
    const { width } = this.#site;
    for (let k = 0; k < this.#size; k++) {
      const member = this.#members[window * this.#size + k];
      const isWinner = rows.every((row) => {
        const best = this.#z[row * width + this.#winners[row * this.#windows + window]];
        return best - this.#z[row * width + member] <= this.#tolerances[member];
      });
      if (isWinner) return true;
    }
    return false;
  }
}
