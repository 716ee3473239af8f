/** The `capacity` smallest keys offered so far with their items, ascending; the earlier of equal keys goes first. */
export class SmallestList {
  /** Infinity where fewer were offered. */
  readonly keys: Float64Array;
  readonly items: Int32Array;

  /** `capacity` ≥ 1. */
  constructor(capacity: number) {
    this.keys = new Float64Array(capacity).fill(Infinity);
    this.items = new Int32Array(capacity).fill(-1);
  }

  /** The largest key kept. */
  get last(): number {
    return this.keys[this.keys.length - 1];
  }

  /** O(1) for a key that is too large, else O(capacity). */
  offer(key: number, item: number): void {
    if (!(key < this.last)) return;
    let place = this.keys.length - 1;
    for (; place > 0 && this.keys[place - 1] > key; place--) {
      this.keys[place] = this.keys[place - 1];
      this.items[place] = this.items[place - 1];
    }
    this.keys[place] = key;
    this.items[place] = item;
  }
}
