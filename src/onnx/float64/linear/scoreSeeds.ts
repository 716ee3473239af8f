import type { Matrix } from '../../../engine/linalg/matrix.ts';

/** Seeds of a reverse pass, and the index of the point that each belongs to. */
export interface PlacedSeeds {
  readonly seeds: Matrix<Float64Array>;
  readonly places: BigInt64Array<ArrayBuffer>;
}

/** All seeds at one point. */
export function seedsAtOnePoint(seeds: Matrix<Float64Array>): PlacedSeeds {
  return { seeds, places: new BigInt64Array(seeds.rows) };
}

/** One seed a class score at each of `points` points: rows of the identity, point after point. */
export function scoreSeeds(points: number, classes: number): PlacedSeeds {
  const rows = points * classes;
  const data = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) data[row * classes + (row % classes)] = 1;
  const places = BigInt64Array.from({ length: rows }, (_, row) =>
    BigInt(Math.floor(row / classes)),
  );
  return { seeds: { rows, columns: classes, data }, places };
}
