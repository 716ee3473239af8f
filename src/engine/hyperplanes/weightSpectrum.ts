import { addScaledInto, dot64 } from '../linalg/dot.ts';
import { columnGram, rowGram } from '../linalg/gramMatrix.ts';
import type { SymmetricOperator } from '../linalg/lanczos.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues.ts';
import { entropyRank } from '../stats/linearDimension.ts';
import type { RandomGenerator } from '../stats/randomGenerator.ts';
import { lanczosSpectrum } from './lanczosSpectrum.ts';
import { cosineOperator, type RowCosines } from './rowCosines.ts';

/** What the singular values of a layer's weights say (D3, D38). */
export interface WeightSpectrum {
  /** Largest singular value ‖W‖₂. */
  readonly spectralNorm: number;
  /** ‖W‖_F² / ‖W‖₂², between 1 and the rank; 0 for a zero matrix. */
  readonly stableRank: number;
  /** exp of the entropy of the squared singular values' shares, between 1 and the rank; 0 for a zero matrix. */
  readonly effectiveRank: number;
  /** Whether the effective rank is a stochastic estimate (some 2 %) and the norm a Lanczos value, for very large matrices. */
  readonly estimated: boolean;
}

/** Largest order of a Gram matrix that is decomposed in full (about a second). */
export const fullOrder = 1024;

/** WWᵀ where the caller has it already. */
export interface KnownProducts {
  readonly gram?: Matrix<Float64Array>;
  readonly cosines?: RowCosines;
}

/**
 * Spectrum of `weights` through the eigenvalues of WWᵀ or WᵀW, whichever is smaller; of order above 1024, by Lanczos
 * steps, through the cosines where they are `known` and narrower. Gram matrices are made through `product`, or in plain loops.
 */
export async function weightSpectrum(
  weights: Matrix<Float64Array>,
  known: KnownProducts,
  { product, rng }: { readonly product?: MatrixProduct | undefined; readonly rng: RandomGenerator },
): Promise<WeightSpectrum> {
  const { rows, columns, data } = weights;
  const frobeniusSquared = dot64(data, 0, data, 0, data.length);
  if (frobeniusSquared === 0) {
    return { spectralNorm: 0, stableRank: 0, effectiveRank: 0, estimated: false };
  }
  const estimated = Math.min(rows, columns) > fullOrder;
  if (estimated) {
    const { largest, effectiveRank } = await lanczosSpectrum(
      known.cosines && product && rows <= columns
        ? cosineOperator(known.cosines, product)
        : gramOperator(weights, known.gram),
      frobeniusSquared,
      rng,
    );
    return fromLargest(largest, { frobeniusSquared, effectiveRank, estimated });
  }
  const gram =
    rows <= columns
      ? (known.gram ?? (await rowGram(weights, product)))
      : await columnGram(weights, product);
  // Rounding leaves eigenvalues of some −ε‖W‖² where the matrix is rank deficient.
  const squared = symmetricEigenvalues(gram).map((value) => Math.max(0, value));
  const effectiveRank = entropyRank(squared);
  return fromLargest(squared[0], { frobeniusSquared, effectiveRank, estimated });
}

function fromLargest(
  largestSquared: number,
  rest: { frobeniusSquared: number; effectiveRank: number; estimated: boolean },
): WeightSpectrum {
  return {
    spectralNorm: Math.sqrt(largestSquared),
    stableRank: rest.frobeniusSquared / largestSquared,
    effectiveRank: rest.effectiveRank,
    estimated: rest.estimated,
  };
}

/** WWᵀ or WᵀW, whichever is smaller, without making it where the caller has not. */
export function gramOperator(
  weights: Matrix<Float64Array>,
  known: Matrix<Float64Array> | undefined,
): SymmetricOperator {
  const { rows, columns } = weights;
  if (columns < rows) {
    return { order: columns, times: (v) => transposedTimes(weights, times(weights, v)) };
  }
  return {
    order: rows,
    times: known ? (v) => times(known, v) : (v) => times(weights, transposedTimes(weights, v)),
  };
}

function times({ rows, columns, data }: Matrix<Float64Array>, v: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => dot64(data, i * columns, v, 0, columns));
}

function transposedTimes(
  { rows, columns, data }: Matrix<Float64Array>,
  v: Float64Array,
): Float64Array {
  const result = new Float64Array(columns);
  for (let i = 0; i < rows; i++) addScaledInto(result, 0, data, i * columns, columns, v[i]);
  return result;
}
