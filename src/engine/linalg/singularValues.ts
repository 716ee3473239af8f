import { dot64, lengthOf } from './dot.ts';
import { type Matrix, rowOf } from './matrix.ts';

/** Rows are orthogonal when the cosine between any two is below this: float64 tells no more. */
const orthogonal = 2 ** -50;
/** Sweeps over all pairs; convergence is quadratic, five to eight are usual. */
const mostSweeps = 60;

/**
 * Singular values of a matrix with no more rows than columns, descending, to high relative accuracy even where they are tiny: one-sided
 * Jacobi (Hestenes 1958), which turns pairs of rows until all are orthogonal. Cost: sweeps · rows² · columns · 3.
 */
export function singularValues(matrix: Matrix<Float64Array>): Float64Array {
  const { rows, columns } = matrix;
  const turned = { rows, columns, data: matrix.data.slice() };
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDone = true;
    for (let a = 0; a < rows; a++) {
      for (let b = a + 1; b < rows; b++) {
        if (turnPairInto(rowOf(turned, a), rowOf(turned, b))) isDone = false;
      }
    }
    if (isDone) break;
  }
  return Float64Array.from({ length: rows }, (_, row) => {
    return lengthOf(rowOf(turned, row));
  })
    .sort()
    .reverse();
}

/** Rotates two rows so that they become orthogonal; false when they are already. */
function turnPairInto(a: Float64Array, b: Float64Array): boolean {
  const { length } = a;
  const [aa, bb, ab] = [
    dot64(a, 0, a, 0, length),
    dot64(b, 0, b, 0, length),
    dot64(a, 0, b, 0, length),
  ];
  if (Math.abs(ab) <= orthogonal * Math.sqrt(aa * bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < length; k++) {
    const [x, y] = [a[k], b[k]];
    a[k] = cosine * x - sine * y;
    b[k] = sine * x + cosine * y;
  }
  return true;
}
