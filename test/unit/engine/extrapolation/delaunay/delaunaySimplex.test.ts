import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnMeans } from '../../../../../src/engine/extrapolation/columnMeans.ts';
import {
  type DelaunaySimplex,
  DelaunaySimplices,
} from '../../../../../src/engine/extrapolation/delaunay/delaunaySimplex.ts';
import { squaredDistances } from '../../../../../src/engine/extrapolation/squaredDistance.ts';
import { type Matrix, rowOf } from '../../../../../src/engine/linalg/matrix.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { certifiedVerdicts } from '../../../../support/hulls.ts';
import { gaussianCloud, matrixOf, mixtures, moved } from '../../../../support/randomClouds.ts';

const toy = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../../../fixtures/extrapolation/delaunaysparse-toy.json'),
    'utf8',
  ),
) as {
  readonly points: readonly (readonly number[])[];
  readonly queries: readonly (readonly number[])[];
  readonly expected_interpolant_of_x_plus_y: readonly number[];
};

function simplices(rows: Matrix): DelaunaySimplices {
  const centre = columnMeans(rows);
  const size = Math.sqrt(squaredDistances(rows, centre).reduce((a, b) => Math.max(a, b), 0));
  return new DelaunaySimplices(rows, centre, size > 0 ? size : 1);
}

function interpolate(simplex: DelaunaySimplex, rows: Matrix): Float64Array {
  const point = new Float64Array(rows.columns);
  simplex.rows.forEach((row, i) => {
    rowOf(rows, row).forEach((value, k) => (point[k] += simplex.weights[i] * value));
  });
  return point;
}

/** Centre and squared radius of the sphere through d + 1 rows, by Gaussian elimination. */
function circumsphere(rows: Matrix, members: Int32Array): { centre: number[]; square: number } {
  const d = rows.columns;
  const base = rowOf(rows, members[0]);
  const system = [...members.slice(1)].map((row) => {
    const difference = [...rowOf(rows, row)].map((value, k) => value - base[k]);
    return [...difference, difference.reduce((sum, value) => sum + value * value, 0) / 2];
  });
  for (let k = 0; k < d; k++) {
    const pivot = system
      .slice(k)
      .reduce((best, line, i) => (Math.abs(line[k]) > Math.abs(system[best][k]) ? k + i : best), k);
    [system[k], system[pivot]] = [system[pivot], system[k]];
    for (let i = 0; i < d; i++) {
      if (i === k) continue;
      const factor = system[i][k] / system[k][k];
      for (let j = k; j <= d; j++) system[i][j] -= factor * system[k][j];
    }
  }
  const offset = system.map((line, k) => line[d] / line[k]);
  return {
    centre: offset.map((value, k) => value + base[k]),
    square: offset.reduce((sum, value) => sum + value * value, 0),
  };
}

describe('Delaunay simplices', () => {
  it('interpolate the DELAUNAYSPARSE toy set, the sixth query at its projection (F9)', async () => {
    const rows = matrixOf(toy.points);
    const queries = matrixOf(toy.queries);
    const found = simplices(rows);
    const verdicts = await certifiedVerdicts(rows, queries, { relativeGap: 1e-9 });
    toy.expected_interpolant_of_x_plus_y.forEach((expected, q) => {
      const { certificate } = verdicts[q];
      let simplex = found.containing(rowOf(queries, q));
      if (certificate.verdict === 'outside') {
        assert.equal(q, 5);
        assert.equal(simplex, undefined);
        const { rows: nearest, weights } = certificate.nearest!;
        simplex = found.containing(interpolate({ rows: nearest, weights }, rows));
      }
      const [x, y] = interpolate(simplex!, rows);
      assert.ok(Math.abs(x + y - expected) < 1e-8, `${x + y}, expected ${expected}`);
    });
  });

  it('have an empty circumsphere and reproduce the point, in many shapes', () => {
    for (const [n, d, seed] of [
      [30, 2, 1],
      [200, 3, 2],
      [300, 6, 3],
      [400, 12, 4],
      [500, 20, 5],
    ]) {
      const rng = randomGenerator(seed);
      const rows = gaussianCloud(rng, n, d);
      const found = simplices(rows);
      const queries = mixtures(rng, rows, 8, 2 * d);
      for (let q = 0; q < queries.rows; q++) {
        const query = rowOf(queries, q);
        const simplex = found.containing(query)!;
        assert.equal(simplex.rows.length, d + 1);
        interpolate(simplex, rows).forEach((value, k) => {
          assert.ok(Math.abs(value - query[k]) < 1e-9, `${n} × ${d}`);
        });
        const { centre, square } = circumsphere(rows, simplex.rows);
        const inside = squaredDistances(rows, centre).filter(
          (value) => value < square * (1 - 1e-7),
        );
        assert.equal(inside.length, 0, `rows inside the circumsphere, ${n} × ${d}`);
      }
    }
  });

  it('agree with the hull solver on inside and outside', async () => {
    const rng = randomGenerator(6);
    const rows = gaussianCloud(rng, 150, 4);
    const queries = gaussianCloud(rng, 80, 4);
    const verdicts = await certifiedVerdicts(rows, queries);
    const found = simplices(rows);
    verdicts.forEach(({ verdict }, q) => {
      assert.equal(found.containing(rowOf(queries, q)) !== undefined, verdict === 'inside');
    });
    assert.ok(new Set(verdicts.map(({ verdict }) => verdict)).size === 2);
  });

  it('do not depend on scale and origin', () => {
    const rng = randomGenerator(7);
    const rows = gaussianCloud(rng, 60, 3);
    const queries = mixtures(rng, rows, 10, 6);
    for (const [scale, shift] of [
      [1e-9, 0],
      [1e9, 0],
      [1, 1000],
    ]) {
      const found = simplices(moved(rows, scale, shift));
      for (let q = 0; q < queries.rows; q++) {
        const before = simplices(rows).containing(rowOf(queries, q))!;
        const after = found.containing(rowOf(moved(queries, scale, shift), q))!;
        assert.deepEqual([...after.rows].sort(), [...before.rows].sort());
      }
    }
  });

  it('settle ties on a grid, where many rows share each sphere', () => {
    const rows = matrixOf(
      Array.from({ length: 125 }, (_, i) => [i % 5, Math.floor(i / 5) % 5, Math.floor(i / 25)]),
    );
    const found = simplices(rows);
    const rng = randomGenerator(8);
    for (let q = 0; q < 20; q++) {
      const query = [4 * rng.uniform(), 4 * rng.uniform(), 4 * rng.uniform()];
      const simplex = found.containing(query)!;
      interpolate(simplex, rows).forEach((value, k) => {
        assert.ok(Math.abs(value - query[k]) < 1e-9);
      });
      for (const row of simplex.rows) {
        assert.ok(Math.hypot(...[...rowOf(rows, row)].map((value, k) => value - query[k])) < 1.75);
      }
    }
    assert.deepEqual([...found.containing([2, 3, 1])!.rows], [2 + 15 + 25]);
    assert.equal(found.containing([2, 3, 4.5]), undefined);
  });

  it('work on a flat of lower dimension, and refuse points off it', () => {
    const rows = matrixOf([
      [0, 0, 1],
      [1, 0, 1],
      [0, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    const found = simplices(rows);
    const simplex = found.containing([0.25, 0.5, 1])!;
    assert.ok(simplex.rows.length <= 3);
    assert.equal(found.containing([0.25, 0.5, 1.1]), undefined);
  });
});
