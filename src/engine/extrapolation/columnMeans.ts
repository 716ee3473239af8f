import type { Matrix } from '../linalg/matrix.ts';

/** Mean row, in float64; length `columns`. The rows must not be empty. */
export function columnMeans({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) means[k] += data[at++];
  }
  for (let k = 0; k < columns; k++) means[k] /= rows;
  return means;
}
