/** Counts by a dense index 0, 1, 2, … that may grow without a bound known beforehand. */
export class CountByIndex {
  #counts = new Float64Array(64);
  #length = 0;

  /** Adds one to the count of each index given. */
  addAll(indices: Int32Array): void {
    for (const index of indices) {
      if (index >= this.#counts.length) this.#reserve(index);
      this.#counts[index]++;
      if (index >= this.#length) this.#length = index + 1;
    }
  }

  /** The count of `index`; 0 beyond the largest index seen. */
  of(index: number): number {
    return index < this.#length ? this.#counts[index] : 0;
  }

  /** Counts of 0 … largest index seen: a view, valid until the next `addAll`. */
  get values(): Float64Array {
    return this.#counts.subarray(0, this.#length);
  }

  #reserve(index: number): void {
    const grown = new Float64Array(Math.max(2 * this.#counts.length, index + 1));
    grown.set(this.#counts);
    this.#counts = grown;
  }
}
