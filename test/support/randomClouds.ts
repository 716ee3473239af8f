import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import type { RandomGenerator } from '../../src/engine/stats/randomGenerator.ts';

/** n × d independent standard normals. */
export function gaussianCloud(rng: RandomGenerator, n: number, d: number): Matrix<Float64Array> {
  return { rows: n, columns: d, data: Float64Array.from({ length: n * d }, () => rng.normal()) };
}

/** Convex combinations, with random weights, of `size` random rows each. */
export function mixtures(
  rng: RandomGenerator,
  rows: Matrix,
  count: number,
  size: number,
): Matrix<Float64Array> {
  const d = rows.columns;
  const data = new Float64Array(count * d);
  for (let q = 0; q < count; q++) {
    const weights = Array.from({ length: size }, () => -Math.log(1 - rng.uniform()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const weight of weights) {
      const row = rng.integer(rows.rows);
      for (let k = 0; k < d; k++) data[q * d + k] += (weight / total) * rows.data[row * d + k];
    }
  }
  return { rows: count, columns: d, data };
}

/** A matrix from its rows. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix<Float64Array> {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, data: Float64Array.from(rows.flat()) };
}

/** Every row times `scale` plus `shift`, in float64. */
export function moved(matrix: Matrix, scale: number, shift: number): Matrix<Float64Array> {
  return { ...matrix, data: Float64Array.from(matrix.data, (value) => value * scale + shift) };
}
