import { CountByIndex } from './countByIndex.ts';
import { PairTable } from './pairTable.ts';
import type { PatternHash } from './patternHash.ts';

/** What the occupied cells of one partition say about a set of samples. */
export interface PatternStatistics {
  /** Cells that hold a sample. */
  readonly distinctPatterns: number;
  /** Cells that hold exactly one sample. */
  readonly singletons: number;
  /** Entropy of the empirical distribution over cells, bits. */
  readonly entropyBits: number;
  /** D8: share of samples in a cell that also holds a reference sample; `null` without samples or reference. */
  readonly seenRate: number | null;
  /** D7: Σ over occupied cells of the largest class count / samples; `null` without labels. */
  readonly purity: number | null;
  /** D7: share of occupied cells with more than one label; `null` without labels. */
  readonly impureCells: number | null;
}

/** Counts samples, reference samples and labels by cell id; chunks may come in any order. */
export class CellOccupancy {
  readonly #samples = new CountByIndex();
  readonly #reference = new CountByIndex();
  readonly #cellLabels: PairTable;
  readonly #labelCounts = new CountByIndex();
  /** Cell of each (cell, label) pair, by pair id. */
  readonly #pairCell: number[] = [];

  constructor(hash?: PatternHash) {
    this.#cellLabels = new PairTable(hash);
  }

  /** Enters samples by their cells, with labels (32-bit integers) when there are some. */
  addSamples(cells: Int32Array, labels?: ArrayLike<number>): void {
    this.#samples.addAll(cells);
    if (labels === undefined) return;
    const pairs = this.#cellLabels.add(cells, labels);
    this.#labelCounts.addAll(pairs);
    pairs.forEach((pair, i) => (this.#pairCell[pair] = cells[i]));
  }

  /** Enters training samples, against which `seenRate` is taken. */
  addReference(cells: Int32Array): void {
    this.#reference.addAll(cells);
  }

  statistics(): PatternStatistics {
    const counts = this.#samples.values;
    const samples = counts.reduce((sum, count) => sum + count, 0);
    const distinctPatterns = counts.reduce((sum, count) => sum + Number(count > 0), 0);
    return {
      distinctPatterns,
      singletons: counts.reduce((sum, count) => sum + Number(count === 1), 0),
      entropyBits: entropyBits(counts, samples),
      seenRate: this.#seenRate(samples),
      ...this.#classPurity(samples, distinctPatterns),
    };
  }

  #seenRate(samples: number): number | null {
    if (samples === 0 || this.#reference.values.length === 0) return null;
    let seen = 0;
    this.#samples.values.forEach((count, cell) => {
      if (this.#reference.of(cell) > 0) seen += count;
    });
    return seen / samples;
  }

  #classPurity(
    samples: number,
    occupied: number,
  ): Pick<PatternStatistics, 'purity' | 'impureCells'> {
    if (this.#pairCell.length === 0) return { purity: null, impureCells: null };
    const largest = new Float64Array(this.#samples.values.length);
    const labels = new Uint32Array(largest.length);
    this.#pairCell.forEach((cell, pair) => {
      largest[cell] = Math.max(largest[cell], this.#labelCounts.of(pair));
      labels[cell]++;
    });
    const impure = labels.reduce((sum, count) => sum + Number(count > 1), 0);
    return {
      purity: largest.reduce((sum, count) => sum + count, 0) / samples,
      impureCells: impure / occupied,
    };
  }
}

/**
 * −Σ p log₂ p with p = count / samples, as log₂ n − Σ c log₂ c / n: exactly 0 for one cell. Summed in order of size, so that
 * the last digits do not depend on which cell was met first.
 */
function entropyBits(counts: Float64Array, samples: number): number {
  if (samples === 0) return 0;
  const sum = counts.toSorted().reduce((total, c) => (c > 1 ? total + c * Math.log2(c) : total), 0);
  return Math.max(0, Math.log2(samples) - sum / samples);
}
