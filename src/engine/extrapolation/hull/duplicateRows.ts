import type { Matrix } from '../../linalg/matrix.ts';

/**
 * For each query the first row that equals it value for value (0 equals −0), else −1. Rows are sought by a weighted sum
 * of their values, then compared. Cost (N + M) · d.
 */
export function duplicateRows(rows: Matrix, queries: Matrix): Int32Array {
  const weights = keyWeights(rows.columns);
  const waiting = new Map<number, number[]>();
  for (let q = 0; q < queries.rows; q++) {
    const key = keyOf(queries, q, weights);
    const same = waiting.get(key);
    if (same) same.push(q);
    else waiting.set(key, [q]);
  }
  const found = new Int32Array(queries.rows).fill(-1);
  for (let i = 0; i < rows.rows; i++) {
    for (const q of waiting.get(keyOf(rows, i, weights)) ?? []) {
      if (found[q] < 0 && equalRows(rows, i, queries, q)) found[q] = i;
    }
  }
  return found;
}

/** Multiples of the golden ratio modulo 1: rows that permute the same values get different sums. */
function keyWeights(length: number): Float64Array {
  return Float64Array.from({ length }, (_, k) => ((k + 1) * 0.6180339887498949) % 1);
}

/** Equal rows have equal keys: the same sums in the same order. */
function keyOf(matrix: Matrix, row: number, weights: Float64Array): number {
  const { columns, data } = matrix;
  const offset = row * columns;
  let key = 0;
  for (let k = 0; k < columns; k++) key += data[offset + k] * weights[k];
  return key;
}

function equalRows(a: Matrix, i: number, b: Matrix, j: number): boolean {
  for (let k = 0; k < a.columns; k++) {
    if (a.data[i * a.columns + k] !== b.data[j * b.columns + k]) return false;
  }
  return true;
}
