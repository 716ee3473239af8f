/** Sets of the numbers 0 … n − 1, each alone at first. */
export class DisjointSets {
  readonly #parent: Int32Array;
  /** Number of sets. */
  count: number;

  constructor(count: number) {
    this.count = count;
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** Makes one set of those that hold a and b. */
  join(a: number, b: number): void {
    const [rootA, rootB] = [this.#root(a), this.#root(b)];
    if (rootA === rootB) return;
    this.#parent[rootA] = rootB;
    this.count--;
  }

  #root(member: number): number {
    let at = member;
    while (this.#parent[at] !== at) {
      this.#parent[at] = this.#parent[this.#parent[at]];
      at = this.#parent[at];
    }
    return at;
  }
}
