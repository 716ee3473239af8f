/** Share of the drawing that the ray behind the second sample takes. */
const beyondShare = 0.35;

/** Where a point of the line is drawn: [0, 1] evenly, the ray behind it by the logarithm of t. */
export class TimeScale {
  readonly #left: number;
  readonly #right: number;
  readonly #end: number;
  /** Where t = 1 is drawn. */
  readonly middle: number;

  /** `end`: the largest t, at least 1. `left` and `right`: pixels of t = 0 and t = end. */
  constructor(end: number, left: number, right: number) {
    this.#left = left;
    this.#right = right;
    this.#end = end;
    this.middle = end > 1 ? right - beyondShare * (right - left) : right;
  }

  x(t: number): number {
    if (t <= 1) return this.#left + t * (this.middle - this.#left);
    const share = Math.log(t) / Math.log(this.#end);
    return this.middle + share * (this.#right - this.middle);
  }

  /** The t drawn at x, within [0, end]. */
  t(x: number): number {
    if (x <= this.middle) return Math.max(0, (x - this.#left) / (this.middle - this.#left));
    const share = Math.min(1, (x - this.middle) / (this.#right - this.middle));
    return this.#end ** share;
  }

  /** Ticks to label: tenths of the line, and round numbers on the ray. */
  get ticks(): readonly number[] {
    const line = [0, 0.2, 0.4, 0.6, 0.8, 1];
    if (this.#end <= 1) return line;
    const ray = [2, 5, 10, 20, 50, 100, 1000, 10_000, 100_000, 1e6];
    return [...line, ...ray.filter((t) => t <= this.#end)];
  }
}
