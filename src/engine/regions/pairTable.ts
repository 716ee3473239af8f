import { PatternTable } from './patternTable.ts';
import type { PatternHash } from './patternHash.ts';

/**
 * Ids of pairs of ids. Two joint patterns of sites 1 … l are equal exactly when their parts up to l − 1 and at l are, so
 * a refinement by one more site costs two words a sample, however wide the sites are.
 */
export class PairTable {
  readonly #table: PatternTable;

  constructor(hash?: PatternHash) {
    this.#table = new PatternTable(2, hash);
  }

  /** Number of distinct pairs so far. */
  get size(): number {
    return this.#table.size;
  }

  /** Ids of the pairs (first[i], second[i]), counted from 0 in order of first appearance. */
  add(first: ArrayLike<number>, second: ArrayLike<number>): Int32Array {
    if (first.length !== second.length) {
      throw new RangeError(`pairs of ${first.length} and ${second.length} ids`);
    }
    const words = new Int32Array(2 * first.length);
    for (let i = 0; i < first.length; i++) {
      words[2 * i] = first[i];
      words[2 * i + 1] = second[i];
    }
    return this.#table.add(words, first.length);
  }
}
