/** What one block of samples says about the extremes of the units of a site. */
export interface UnitExtremesBlock {
  /** Index, in the set, of the block's first sample. */
  readonly firstRow: number;
  readonly rows: number;
  /** units × k: the largest pre-activations of each unit (conv: over positions), largest first; k may differ between blocks. */
  readonly topValues: Float32Array;
  /** units × k: the rows of the block they stand in. */
  readonly topRows: ArrayLike<number>;
  /** Per unit: least |z| over the block's rows and positions, and the sum over its rows of the least |z| over positions. */
  readonly least: Float32Array;
  readonly sums: Float32Array;
}

/** Extremes of every unit over the samples seen; arrays are indexed by unit. */
export interface UnitExtremes {
  /** Samples with the largest pre-activation z, largest first, ties by index; at most `kept`, fewer when there were fewer samples. */
  readonly top: readonly (readonly { readonly sample: number; readonly value: number }[])[];
  /** Least |z| over the samples, and the mean over them of the least |z| over positions. */
  readonly least: Float64Array;
  readonly mean: Float64Array;
}

/** Merges the extremes of blocks of samples; memory is units × kept, whatever the number of samples. */
export class UnitExtremesCollector {
  readonly #units: number;
  readonly #kept: number;
  readonly #values: Float32Array;
  readonly #samples: Int32Array;
  readonly #least: Float64Array;
  readonly #sums: Float64Array;
  #rows = 0;
  #filled = 0;

  constructor(units: number, kept: number) {
    this.#units = units;
    this.#kept = kept;
    this.#values = new Float32Array(units * kept);
    this.#samples = new Int32Array(units * kept);
    this.#least = new Float64Array(units).fill(Infinity);
    this.#sums = new Float64Array(units);
  }

  /** Blocks come in the order of their rows. Throws RangeError when a block is of another number of units. */
  add(block: UnitExtremesBlock): void {
    if (block.least.length !== this.#units) {
      throw new RangeError(`extremes of ${block.least.length} units, not ${this.#units}`);
    }
    const offered = block.topValues.length / Math.max(1, this.#units);
    for (let unit = 0; unit < this.#units; unit++) {
      this.#merge(unit, block, offered);
      this.#least[unit] = Math.min(this.#least[unit], block.least[unit]);
      this.#sums[unit] += block.sums[unit];
    }
    this.#filled = Math.min(this.#kept, this.#filled + offered);
    this.#rows += block.rows;
  }

  /** `undefined` before the first sample. */
  result(): UnitExtremes | undefined {
    if (this.#rows === 0) return undefined;
    return {
      top: Array.from({ length: this.#units }, (_, unit) => this.#topOf(unit)),
      least: this.#least.slice(),
      mean: this.#sums.map((sum) => sum / this.#rows),
    };
  }

  /** Insertion into a short descending list; a tie stays behind the earlier sample. */
  #merge(unit: number, { topValues, topRows, firstRow }: UnitExtremesBlock, offered: number): void {
    const start = unit * this.#kept;
    let filled = this.#filled;
    for (let i = 0; i < offered; i++) {
      const value = topValues[unit * offered + i];
      let place = filled;
      while (place > 0 && this.#values[start + place - 1] < value) place -= 1;
      if (place >= this.#kept) return;
      filled = Math.min(this.#kept, filled + 1);
      this.#values.copyWithin(start + place + 1, start + place, start + filled - 1);
      this.#samples.copyWithin(start + place + 1, start + place, start + filled - 1);
      this.#values[start + place] = value;
      this.#samples[start + place] = firstRow + topRows[unit * offered + i];
    }
  }

  #topOf(unit: number): UnitExtremes['top'][number] {
    return Array.from({ length: this.#filled }, (_, i) => ({
      sample: this.#samples[unit * this.#kept + i],
      value: this.#values[unit * this.#kept + i],
    }));
  }
}
