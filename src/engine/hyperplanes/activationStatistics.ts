import { summarise } from '../stats/summarise.ts';
import type { Summary } from '../stats/summary.ts';

/** Units by 0-based index, ascending. */
export interface UnitList {
  readonly count: number;
  readonly units: readonly number[];
}

/** How often the units of one site are active over the samples seen (D1); exact for those samples. */
export interface ActivationSummary {
  /** Over units: share of samples (conv: of samples × positions) with z > 0, of a clip above its lower corner. */
  readonly activationRate: Summary;
  /** The same by unit. */
  readonly rates: readonly number[];
  /** Units never active. Of the population only this is known: at 95 %, active on less than 3 in n samples. */
  readonly dead: UnitList;
  /** Units active on every sample and position, and never saturated: affine on the data. */
  readonly alwaysOn: UnitList;
  /** Of a clip, over units: share of samples (× positions) with z above its upper corner. */
  readonly saturationRate?: Summary;
}

/** Adds up activation counts per unit over chunks of samples. */
export class ActivationStatistics {
  readonly #counts: Float64Array;
  readonly #saturated: Float64Array;
  #saturates = false;
  #trials = 0;

  constructor(units: number) {
    this.#counts = new Float64Array(units);
    this.#saturated = new Float64Array(units);
  }

  /**
   * `counts[unit]` of `trials` = rows × positions were active, and of a clip `saturated[unit]` of them above its upper corner.
   * Throws RangeError when the lengths differ.
   */
  add(counts: ArrayLike<number>, trials: number, saturated?: ArrayLike<number>): void {
    addInto(this.#counts, counts);
    if (saturated) addInto(this.#saturated, saturated);
    this.#saturates ||= saturated !== undefined;
    this.#trials += trials;
  }

  /** `undefined` before the first sample and for a site without units. */
  summary(): ActivationSummary | undefined {
    const trials = this.#trials;
    if (trials === 0 || this.#counts.length === 0) return undefined;
    const share = (count: number): number => count / trials;
    const rates = Array.from(this.#counts, share);
    const saturated = this.#saturated;
    return {
      activationRate: summarise(rates),
      rates,
      dead: unitsWhere(this.#counts, (count) => count === 0),
      alwaysOn: unitsWhere(
        this.#counts,
        (count, unit) => count === trials && saturated[unit] === 0,
      ),
      ...(this.#saturates && { saturationRate: summarise(Array.from(saturated, share)) }),
    };
  }
}

function addInto(sums: Float64Array, counts: ArrayLike<number>): void {
  if (counts.length !== sums.length) {
    throw new RangeError(`counts of ${counts.length} units, not ${sums.length}`);
  }
  for (let unit = 0; unit < counts.length; unit++) sums[unit] += counts[unit];
}

function unitsWhere(
  counts: Float64Array,
  holds: (count: number, unit: number) => boolean,
): UnitList {
  const units = Array.from(counts.keys()).filter((unit) => holds(counts[unit], unit));
  return { count: units.length, units };
}
