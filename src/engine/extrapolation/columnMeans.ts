import type { Matrix } from '../linalg/matrix.ts';

/** Mean row, in float64; length `columns`. The rows must not be empty. */
export function columnMeans(matrix: Matrix): Float64Array {
  const means = new Float64Array(matrix.columns);
  addColumnSumsInto(means, matrix);
  for (let k = 0; k < means.length; k++) means[k] /= matrix.rows;
  return means;
}

/** sums[k] += Σ over rows of their k-th entry, in float64. */
export function addColumnSumsInto(sums: Float64Array, { rows, columns: d, data }: Matrix): void {
  let at = 0;
  // Four rows at a time: each sum is then read and written once for four numbers.
  for (const end = d * (rows - (rows % 4)); at < end; at += 3 * d) {
    for (let k = 0; k < d; k++, at++) {
      sums[k] += data[at] + data[at + d] + (data[at + 2 * d] + data[at + 3 * d]);
    }
  }
  while (at < rows * d) {
    for (let k = 0; k < d; k++) sums[k] += data[at++];
  }
}
