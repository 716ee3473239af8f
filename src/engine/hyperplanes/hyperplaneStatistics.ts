import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { randomGenerator } from '../stats/randomGenerator.ts';
import { summarise } from '../stats/summarise.ts';
import type { Summary } from '../stats/summary.ts';
import { cosinesFromGram, cosinesFromSample, type CosineStatistics } from './cosineStatistics.ts';
import { duplicateHyperplanes } from './duplicateHyperplanes.ts';
import { rowGram } from './gramMatrix.ts';
import { rowGeometry, type RowGeometry } from './rowGeometry.ts';
import { weightSpectrum } from './weightSpectrum.ts';

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

/** Above this the Gram matrix (134 MB at this size) is not made and cosines come from sampled pairs. */
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
  const gram = units <= allPairsUnits ? await rowGram(weights, product) : undefined;
  const pairs = gram
    ? cosinesFromGram(gram, geometry, fanIn)
    : cosinesFromSample(weights, geometry, rng);
  const { estimated, ...spectrum } = await weightSpectrum(weights, gram, { product, rng });
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
