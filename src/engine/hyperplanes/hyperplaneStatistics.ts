import { rowGram } from '../linalg/gramMatrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { randomGenerator, type RandomGenerator } from '../stats/randomGenerator.ts';
import { summarise } from '../stats/summarise.ts';
import type { Summary } from '../stats/summary.ts';
import {
  allCosines,
  cosinesFromGram,
  cosinesFromSample,
  type CosineStatistics,
  type PairStatistics,
} from './cosineStatistics.ts';
import { duplicateHyperplanes } from './duplicateHyperplanes.ts';
import { rowCosines } from './rowCosines.ts';
import { rowGeometry, type RowGeometry } from './rowGeometry.ts';
import { fullOrder, type KnownProducts, weightSpectrum } from './weightSpectrum.ts';

/** The geometry of one affine layer's weights: units hyperplanes in fanIn dimensions (D2–D4). */
export interface HyperplaneStatistics {
  readonly units: number;
  readonly fanIn: number;
  /** ‖w‖₂ over units. */
  readonly norm: Summary;
  readonly bias: Summary;
  /** |b| / ‖w‖ over units with ‖w‖ > 0; `null` when there is none. */
  readonly originDistance: Summary | null;
  readonly cosine: CosineStatistics | null;
  /** ‖ŴŴᵀ − I‖_F², rows normalised, zero rows left out. */
  readonly orthogonalityPenalty: number;
  readonly spectralNorm: number;
  readonly stableRank: number;
  readonly effectiveRank: number;
  /** Whether the effective rank is an estimate (both dimensions above 1024). */
  readonly spectrumEstimated: boolean;
  /** Pairs of units with the same boundary, ascending. */
  readonly duplicates: readonly (readonly [number, number])[];
  /** Values by unit; `null` for layers of more than 65,536 units. */
  readonly perUnit: UnitGeometry | null;
}

/** Index = unit. */
export interface UnitGeometry {
  readonly norm: readonly number[];
  readonly bias: readonly number[];
  /** |b| / ‖w‖; `null` where ‖w‖ = 0. */
  readonly originDistance: readonly (number | null)[];
}

export interface HyperplaneOptions {
  /** Computes the Gram matrices of large layers; plain loops when absent. */
  readonly product?: MatrixProduct;
  /** Seeds the sampled pairs of very wide layers and the directions of the duplicate search; default 0. */
  readonly seed?: number;
}

/** Above this not all cosines are taken (67 MB at this size) but those of sampled pairs. */
export const allPairsUnits = 4096;
const perUnitLimit = 65_536;

/**
 * Everything the weights alone say about a layer. `weights` is units × fanIn (conv: kernels unrolled), `bias` has length
 * units, all finite. Cost units²·fanIn/2 multiply–adds for the cosines and a symmetric eigenproblem of order
 * min(units, fanIn). Throws RangeError when lengths do not match or the layer has no unit.
 */
export async function hyperplaneStatistics(
  weights: Matrix<Float64Array>,
  bias: Float64Array,
  options: HyperplaneOptions = {},
): Promise<HyperplaneStatistics> {
  const { rows: units, columns: fanIn } = weights;
  const rng = randomGenerator(options.seed ?? 0);
  const { product } = options;
  const geometry = rowGeometry(weights, bias);
  const { pairs, known } = await comparePairs(weights, geometry, { product, rng });
  const { estimated, ...spectrum } = await weightSpectrum(weights, known, { product, rng });
  return {
    units,
    fanIn,
    norm: summarise(geometry.norms),
    bias: summarise(bias),
    originDistance: originDistances(geometry),
    ...pairs,
    ...spectrum,
    spectrumEstimated: estimated,
    duplicates: duplicateHyperplanes(weights, geometry, rng),
    perUnit: units > perUnitLimit ? null : unitGeometry(geometry, bias),
  };
}

/**
 * All pairs of up to {@link fullOrder} units in float64, of up to {@link allPairsUnits} in float32 where there is a `product` for it, and
 * of more a sample of pairs.
 */
async function comparePairs(
  weights: Matrix<Float64Array>,
  geometry: RowGeometry,
  { product, rng }: { readonly product: MatrixProduct | undefined; readonly rng: RandomGenerator },
): Promise<{ readonly pairs: PairStatistics; readonly known: KnownProducts }> {
  const { rows: units, columns: fanIn } = weights;
  if (units > allPairsUnits) {
    return { pairs: cosinesFromSample(weights, geometry, rng), known: {} };
  }
  if (units > fullOrder && product) {
    const cosines = await rowCosines(weights, geometry.norms, product);
    return { pairs: allCosines(cosines, weights, geometry.proper), known: { cosines } };
  }
  const gram = await rowGram(weights, product);
  return { pairs: cosinesFromGram(gram, geometry, fanIn), known: { gram } };
}

function originDistances({ offsets, proper }: RowGeometry): Summary | null {
  return proper.length === 0
    ? null
    : summarise(Float64Array.from(proper, (unit) => Math.abs(offsets[unit])));
}

function unitGeometry({ norms, offsets }: RowGeometry, bias: Float64Array): UnitGeometry {
  return {
    norm: [...norms],
    bias: [...bias],
    originDistance: Array.from(offsets, (offset) =>
      Number.isNaN(offset) ? null : Math.abs(offset),
    ),
  };
}
