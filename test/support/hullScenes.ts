import { columnMeans } from '../../src/engine/extrapolation/columnMeans.ts';
import { type Matrix, rowOf } from '../../src/engine/linalg/matrix.ts';
import type { RandomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, mixtures } from './randomClouds.ts';

/** Training rows and queries whose verdicts are not foreseeable. */
export interface HullScene {
  /** What the rows are like, for a failing test to say. */
  readonly name: string;
  readonly rows: Matrix<Float64Array>;
  readonly queries: Matrix<Float64Array>;
}

type Shape = (rng: RandomGenerator, z: number, column: number) => number;

/** Marginals of the rows, by what they are like. */
const shapes: Readonly<Record<string, Shape>> = {
  Gaussian: (_rng, z) => z,
  uniform: (rng) => rng.uniform(),
  'heavy-tailed': (_rng, z) => z ** 3,
  'of unequal widths': (_rng, z, column) => z * 0.7 ** Math.min(column, 20),
  'of small whole numbers': (_rng, z) => Math.round(2 * z),
};

/**
 * A random scene: 2 to 64 dimensions, 10 to 5000 rows (both log-uniform). Of three queries one is a new row, one a mixture of some
 * rows, and one a mixture moved towards the centre or away from it, so that both verdicts come up in every dimension.
 */
export function hullScene(rng: RandomGenerator, queries: number): HullScene {
  const d = Math.round(2 * 32 ** rng.uniform());
  const n = Math.round(10 * 500 ** rng.uniform());
  const names = Object.keys(shapes);
  const kind = names[rng.integer(names.length)];
  const cloud = (count: number): Matrix<Float64Array> => {
    const plain = gaussianCloud(rng, count, d);
    return { ...plain, data: plain.data.map((z, at) => shapes[kind](rng, z, at % d)) };
  };
  const rows = cloud(n);
  const fresh = cloud(queries);
  const mixed = mixtures(rng, rows, queries, 2 + rng.integer(2 * d));
  const centre = columnMeans(rows);
  const data = new Float64Array(queries * d);
  for (let q = 0; q < queries; q++) {
    const base = rowOf(q % 3 === 0 ? fresh : mixed, q);
    const stretch = q % 3 === 2 ? 0.5 + 2 * rng.uniform() : 1;
    for (let k = 0; k < d; k++) data[q * d + k] = centre[k] + stretch * (base[k] - centre[k]);
  }
  return { name: `${n} × ${d} ${kind}`, rows, queries: { rows: queries, columns: d, data } };
}
