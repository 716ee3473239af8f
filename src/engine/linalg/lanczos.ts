import { addScaledInto, dot64, lengthOf } from './dot.ts';
import { tridiagonalEigenvaluesInto } from './tridiagonalEigenvalues.ts';

/** A symmetric matrix known by its products with vectors. */
export interface SymmetricOperator {
  readonly order: number;
  readonly times: (v: Float64Array) => Float64Array | Promise<Float64Array>;
}

/** Ritz pairs of a symmetric operator in one Krylov space. */
export interface RitzPairs {
  readonly values: Float64Array;
  /** Squared first components: the weights with which vᵀf(A)v = Σ weight·f(value) for the unit start vector v. */
  readonly weights: Float64Array;
  /** ‖A y − θ y‖ of each pair, up to rounding. */
  readonly residuals: Float64Array;
  /** The Ritz vector y of pair `index`, of unit length. */
  readonly vector: (index: number) => Float64Array;
}

/**
 * Up to `steps` Lanczos steps from `start`, kept orthogonal to the unit vectors in `deflated` (invariant directions that are
 * not to be seen again). Every new vector is orthogonalised twice against all earlier ones: without it Ritz values repeat and
 * the weights are wrong. Ends early when the Krylov space is exhausted.
 */
export async function lanczos(
  { order, times }: SymmetricOperator,
  start: Float64Array,
  steps: number,
  deflated: readonly Float64Array[],
): Promise<RitzPairs> {
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let vector: Float64Array = start.slice();
  orthogonaliseInto(vector, deflated);
  let length = lengthOf(vector);
  while (basis.length < Math.min(steps, order - deflated.length)) {
    const unit = vector.map((value) => value / length);
    basis.push(unit);
    vector = await times(unit);
    diagonal.push(dot64(vector, 0, unit, 0, order));
    orthogonaliseInto(vector, deflated);
    orthogonaliseInto(vector, basis);
    length = lengthOf(vector);
    offDiagonal.push(length);
    if (length <= Number.EPSILON * order * Math.abs(diagonal[0])) break;
  }
  return ritzPairs(basis, diagonal, offDiagonal);
}

function ritzPairs(basis: Float64Array[], diagonal: number[], offDiagonal: number[]): RitzPairs {
  const size = basis.length;
  const values = Float64Array.from(diagonal);
  // The identity becomes the eigenvectors of the tridiagonal matrix, one a row.
  const rows = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rows[i * (size + 1)] = 1;
  tridiagonalEigenvaluesInto(values, Float64Array.from(offDiagonal), rows);
  const residual = offDiagonal[size - 1] ?? 0;
  return {
    values,
    weights: values.map((_, i) => rows[i * size] ** 2),
    residuals: values.map((_, i) => Math.abs(residual * rows[(i + 1) * size - 1])),
    vector: (index) => {
      const result = new Float64Array(basis[0].length);
      basis.forEach((v, k) => addScaledInto(result, 0, v, 0, v.length, rows[index * size + k]));
      return result;
    },
  };
}

/** Twice is enough (Kahan): the second pass removes what rounding left after the first. */
function orthogonaliseInto(vector: Float64Array, units: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const unit of units) {
      const share = dot64(vector, 0, unit, 0, unit.length);
      addScaledInto(vector, 0, unit, 0, unit.length, -share);
    }
  }
}
