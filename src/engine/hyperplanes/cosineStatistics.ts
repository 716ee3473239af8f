import { dot64 } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { RandomGenerator } from '../stats/randomGenerator.ts';
import { isotropicMeanAbsCosine } from './isotropicCosine.ts';
import type { RowCosines } from './rowCosines.ts';
import type { RowGeometry } from './rowGeometry.ts';

/** Angles between the hyperplanes of one layer (D3). */
export interface CosineStatistics {
  readonly meanAbs: number;
  readonly maxAbs: number;
  /** The pair of units, ascending, with the largest |cos|; the first such pair. */
  readonly pair: readonly [number, number];
  /** E|cos| of independent isotropic directions in fanIn dimensions. */
  readonly nullMeanAbs: number;
  /** Pairs drawn at random with replacement, of which the numbers above are estimates; `null` when all pairs were taken. */
  readonly sampledPairs: number | null;
}

/** Cosine statistics and Σ cos² over ordered pairs of distinct units, which is ‖ŴŴᵀ − I‖_F² (D4). */
export interface PairStatistics {
  /** `null` with fewer than two units that have a boundary. */
  readonly cosine: CosineStatistics | null;
  readonly orthogonalityPenalty: number;
}

/** Pairs drawn for a layer too wide for all of them: the standard error of the mean |cos| is below 0.002. */
const sampleSize = 1 << 18;

/** Over all pairs of units with a boundary, from the Gram matrix WWᵀ; `fanIn` only sets the null. */
export function cosinesFromGram(
  gram: Matrix<Float64Array>,
  { norms, proper }: RowGeometry,
  fanIn: number,
): PairStatistics {
  const tally = new PairTally();
  for (const i of proper) {
    for (const j of proper) {
      if (j >= i) break;
      tally.add(j, i, Math.abs(gram.data[i * gram.columns + j]) / (norms[i] * norms[j]));
    }
  }
  return {
    cosine: tally.statistics(fanIn, null),
    orthogonalityPenalty: 2 * tally.squares,
  };
}

/** Over all pairs of units with a boundary, from cosines in float32; the largest is taken anew from the `weights`. */
export function allCosines(
  { matrix, norms }: RowCosines,
  { columns, data }: Matrix<Float64Array>,
  proper: Int32Array,
): PairStatistics {
  const tally = new PairTally();
  for (const i of proper) {
    for (const j of proper) {
      if (j >= i) break;
      tally.add(j, i, Math.abs(matrix.data[i * matrix.columns + j]));
    }
  }
  const orthogonalityPenalty = 2 * tally.squares;
  const cosine = tally.statistics(columns, null);
  if (!cosine) return { cosine, orthogonalityPenalty };
  const [i, j] = cosine.pair;
  const product = Math.abs(dot64(data, i * columns, data, j * columns, columns));
  const maxAbs = Math.min(1, product / (norms[i] * norms[j]));
  return { cosine: { ...cosine, maxAbs }, orthogonalityPenalty };
}

/** Estimates from random pairs, for layers whose Gram matrix would not fit. */
export function cosinesFromSample(
  { columns, data }: Matrix<Float64Array>,
  { norms, proper }: RowGeometry,
  rng: RandomGenerator,
): PairStatistics {
  const tally = new PairTally();
  const units = proper.length;
  for (let draw = 0; units > 1 && draw < sampleSize; draw++) {
    const a = rng.integer(units);
    const b = rng.integer(units - 1);
    const i = proper[a];
    const j = proper[b < a ? b : b + 1];
    const product = Math.abs(dot64(data, i * columns, data, j * columns, columns));
    tally.add(Math.min(i, j), Math.max(i, j), product / (norms[i] * norms[j]));
  }
  const meanSquare = tally.pairs === 0 ? 0 : tally.squares / tally.pairs;
  return {
    cosine: tally.statistics(columns, tally.pairs),
    orthogonalityPenalty: meanSquare * units * (units - 1),
  };
}

class PairTally {
  pairs = 0;
  squares = 0;
  #sum = 0;
  #max = -1;
  #first = -1;
  #second = -1;

  add(first: number, second: number, absCosine: number): void {
    // Rounding may leave 1 + ε for parallel rows.
    const cosine = Math.min(1, absCosine);
    this.pairs++;
    this.#sum += cosine;
    this.squares += cosine * cosine;
    if (cosine > this.#max) {
      this.#max = cosine;
      this.#first = first;
      this.#second = second;
    }
  }

  statistics(fanIn: number, sampledPairs: number | null): CosineStatistics | null {
    if (this.pairs === 0) return null;
    return {
      meanAbs: this.#sum / this.pairs,
      maxAbs: this.#max,
      pair: [this.#first, this.#second],
      nullMeanAbs: isotropicMeanAbsCosine(fanIn),
      sampledPairs,
    };
  }
}
