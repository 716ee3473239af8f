import { CellOccupancy, type PatternStatistics } from './cellOccupancy.ts';
import { PairTable } from './pairTable.ts';
import type { PatternHash, PatternWords } from './patternHash.ts';
import { PatternTable } from './patternTable.ts';

/** Statistics of one site's own partition, and of the partition by it and all sites before it. */
export interface SiteCensus {
  readonly own: PatternStatistics;
  readonly cumulative: PatternStatistics;
}

interface SiteTables {
  readonly patterns: PatternTable;
  readonly own: CellOccupancy;
  /** Absent at the first site, whose cumulative partition is its own. */
  readonly refinement: { readonly joint: PairTable; readonly cells: CellOccupancy } | undefined;
}

/**
 * Counts the activation regions that samples occupy, per site, per depth and for the whole network (D7, D8). Samples and
 * reference (training) samples may be fed in chunks of any size and order; the answer depends only on which rows came.
 * Exact for the rows fed. With depth the number of cells and the purity never decrease: each site refines the partition.
 */
export class PatternCensus {
  readonly #sites: readonly SiteTables[];

  /** `wordsPerSite` in graph order; `hash` is replaced in tests, to force collisions. */
  constructor(wordsPerSite: readonly number[], hash?: PatternHash) {
    this.#sites = wordsPerSite.map((words, site) => ({
      patterns: new PatternTable(words, hash),
      own: new CellOccupancy(hash),
      refinement:
        site === 0 ? undefined : { joint: new PairTable(hash), cells: new CellOccupancy(hash) },
    }));
  }

  /** Enters `rows` samples: per site, rows × words codes; `labels` has one integer a row, for all chunks or for none. */
  addSamples(codes: readonly PatternWords[], rows: number, labels?: ArrayLike<number>): void {
    this.#add(codes, rows, (occupancy, cells) => occupancy.addSamples(cells, labels));
  }

  /** Enters `rows` training samples, against which the share of seen patterns is taken. */
  addReference(codes: readonly PatternWords[], rows: number): void {
    this.#add(codes, rows, (occupancy, cells) => occupancy.addReference(cells));
  }

  /** One entry a site; the last one's `cumulative` is the partition by the whole network. */
  results(): SiteCensus[] {
    return this.#sites.map(({ own, refinement }) => {
      const statistics = own.statistics();
      return { own: statistics, cumulative: refinement?.cells.statistics() ?? statistics };
    });
  }

  #add(
    codes: readonly PatternWords[],
    rows: number,
    enter: (occupancy: CellOccupancy, cells: Int32Array) => void,
  ): void {
    if (codes.length !== this.#sites.length) {
      throw new RangeError(`codes of ${codes.length} sites, not ${this.#sites.length}`);
    }
    let upstream: Int32Array = new Int32Array(0);
    this.#sites.forEach(({ patterns, own, refinement }, site) => {
      const cells = patterns.add(codes[site], rows);
      enter(own, cells);
      upstream = refinement ? refinement.joint.add(upstream, cells) : cells;
      if (refinement) enter(refinement.cells, upstream);
    });
  }
}
