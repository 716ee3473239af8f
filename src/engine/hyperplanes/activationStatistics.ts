import { summarise } from '../stats/summarise.ts';
import type { Summary } from '../stats/summary.ts';

/** Units by 0-based index, ascending. */
export interface UnitList {
  readonly count: number;
  readonly units: readonly number[];
}

/** How often the units of one site are active over the samples seen (D1); exact for those samples. */
export interface ActivationSummary {
  /** Over units: share of samples (conv: of samples × positions) with z > 0. */
  readonly activationRate: Summary;
  /** The same by unit. */
  readonly rates: readonly number[];
  /** Units never active. Of the population only this is known: at 95 %, active on less than 3 in n samples. */
  readonly dead: UnitList;
  /** Units active on every sample and position: affine on the data. */
  readonly alwaysOn: UnitList;
}

/** Adds up activation counts per unit over chunks of samples. */
export class ActivationStatistics {
  readonly #counts: Float64Array;
  #trials = 0;

  constructor(units: number) {
    this.#counts = new Float64Array(units);
  }

  /** `counts[unit]` of `trials` = rows × positions had z > 0. Throws RangeError when the lengths differ. */
  add(counts: ArrayLike<number>, trials: number): void {
    if (counts.length !== this.#counts.length) {
      throw new RangeError(`counts of ${counts.length} units, not ${this.#counts.length}`);
    }
    for (let unit = 0; unit < counts.length; unit++) this.#counts[unit] += counts[unit];
    this.#trials += trials;
  }

  /** `undefined` before the first sample and for a site without units. */
  summary(): ActivationSummary | undefined {
    const trials = this.#trials;
    if (trials === 0 || this.#counts.length === 0) return undefined;
    const rates = Array.from(this.#counts, (count) => count / trials);
    return {
      activationRate: summarise(rates),
      rates,
      dead: this.#unitsWith(0),
      alwaysOn: this.#unitsWith(trials),
    };
  }

  #unitsWith(count: number): UnitList {
    const units: number[] = [];
    this.#counts.forEach((value, unit) => {
      if (value === count) units.push(unit);
    });
    return { count: units.length, units };
  }
}
