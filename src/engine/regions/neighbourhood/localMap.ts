import { dot64 } from '../../linalg/dot.ts';
import { type Matrix, rowOf, transposed } from '../../linalg/matrix.ts';
import { singularValues } from '../../linalg/singularValues.ts';
import type { FunctionGradients } from './differentiableMap.ts';

/** f(x) = A x + b, which holds in the whole region of a sample (geometry-spec D5, D10). */
export interface LocalMap {
  /** A: one row a class, in input coordinates. */
  readonly gradients: Matrix<Float64Array>;
  /** b. */
  readonly offsets: Float64Array;
  /** ‖A‖_F. */
  readonly frobeniusNorm: number;
  /** ‖A‖₂, the local Lipschitz constant in Euclidean norms; `undefined` where it would cost too much. */
  readonly spectralNorm: number | undefined;
  /** Singular values above {@link rankTolerance} of the largest; `undefined` with the spectral norm. */
  readonly rank: number | undefined;
}

/** A singular value below this share of the largest is no rank of its own. */
export const rankTolerance = 1e-9;
/** Flops of the singular values that a look at one sample may take. */
const mostFlops = 2e9;

/** The local affine map from the class scores and their gradients at a point. */
export function localMap({ values, gradients }: FunctionGradients, point: Float64Array): LocalMap {
  const { rows, columns, data } = gradients;
  const offsets = values.map(
    (score, k) => score - dot64(rowOf(gradients, k), 0, point, 0, columns),
  );
  const frobeniusNorm = Math.sqrt(dot64(data, 0, data, 0, data.length));
  const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
  const common = { gradients, offsets, frobeniusNorm };
  if (30 * short * short * long > mostFlops) {
    return { ...common, spectralNorm: undefined, rank: undefined };
  }
  const singular = singularValues(rows <= columns ? gradients : transposed(gradients));
  const spectralNorm = singular[0] ?? 0;
  const rank = singular.filter((value) => value > rankTolerance * spectralNorm).length;
  return { ...common, spectralNorm, rank };
}
