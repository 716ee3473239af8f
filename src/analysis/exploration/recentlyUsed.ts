/** The last few values by key; makes what is missing and lets go of what was used longest ago. */
export class RecentlyUsed<T> {
  readonly #limit: number;
  readonly #release: (value: T) => void;
  readonly #values = new Map<string, T>();

  /** Holds `limit` values; `release` is called with each that is let go of. */
  constructor(limit: number, release: (value: T) => void = () => undefined) {
    this.#limit = limit;
    this.#release = release;
  }

  /** The value of `key`, made by `make` when it is not held. Room is made first, so that two never need memory for three. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const held = this.#values.get(key);
    if (held !== undefined) {
      // Last in the map = used last.
      this.#values.delete(key);
      this.#values.set(key, held);
      return held;
    }
    for (const [oldest, value] of this.#values) {
      if (this.#values.size < this.#limit) break;
      this.#values.delete(oldest);
      this.#release(value);
    }
    const made = await make();
    this.#values.set(key, made);
    return made;
  }
}
