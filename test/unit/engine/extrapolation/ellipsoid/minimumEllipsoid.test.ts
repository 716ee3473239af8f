import { strict as assert } from 'node:assert';
import { affineHull } from '../../../../../src/engine/extrapolation/affineHull.ts';
import { minimumEllipsoid } from '../../../../../src/engine/extrapolation/ellipsoid/minimumEllipsoid.ts';
import {
  inverseCholesky,
  inverseFromFactor,
} from '../../../../../src/engine/extrapolation/ellipsoid/positiveDefinite.ts';
import { projectedSquares } from '../../../../../src/engine/extrapolation/projectedSquares.ts';
import { type Matrix } from '../../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { outsideProbabilityBound } from '../../../../../src/engine/stats/coverageBounds.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, matrixOf, mixtures, moved } from '../../../../support/randomClouds.ts';

const product = new PlainMatrixProduct();

async function ellipsoidOf(rows: Matrix, epsilon = 1e-10) {
  const hull = await affineHull(rows, product);
  const shape = await minimumEllipsoid(rows, hull, { product, progress: silentProgress, epsilon });
  const gauges = async (points: Matrix) =>
    (await projectedSquares(points, shape.centre, shape.transform, product)).map(Math.sqrt);
  return { ...shape, hull, gauges };
}

/** Semi-axes along the coordinate axes: 1 / gauge of a unit step from the centre. */
async function semiAxes(rows: Matrix): Promise<number[]> {
  const { centre, gauges } = await ellipsoidOf(rows);
  const d = rows.columns;
  const steps = matrixOf(
    Array.from({ length: d }, (_, i) => [...centre].map((c, j) => c + Number(i === j))),
  );
  return [...(await gauges(steps))].map((gauge) => 1 / gauge);
}

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => {
    assert.ok(
      Math.abs(value - expected[i]) <= 1e-7 * expected[i],
      `${value}, expected ${expected[i]}`,
    );
  });
}

function boxCorners(halves: readonly number[]): number[][] {
  return Array.from({ length: 2 ** halves.length }, (_, corner) =>
    halves.map((half, i) => ((corner >> i) & 1 ? half : -half)),
  );
}

describe('the minimum-volume ellipsoid', () => {
  it('has semi-axes √d·a around a box of half-edges a', async () => {
    for (const halves of [[2], [1, 3], [1, 2, 3], [0.5, 1, 2, 4, 8]]) {
      assertClose(
        await semiAxes(matrixOf(boxCorners(halves))),
        halves.map((a) => Math.sqrt(halves.length) * a),
      );
    }
  });

  it('is the unit ball around a cross-polytope', async () => {
    const axes = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => Number(i === j)),
    );
    assertClose(
      await semiAxes(matrixOf([...axes, ...axes.map((axis) => axis.map((x) => -x))])),
      Array(6).fill(1),
    );
  });

  it('is the circumsphere of a regular simplex, found within its flat', async () => {
    const d = 7;
    const corners = matrixOf(
      Array.from({ length: d + 1 }, (_, i) =>
        Array.from({ length: d + 1 }, (_, j) => Number(i === j)),
      ),
    );
    const { hull, centre, transform } = await ellipsoidOf(corners);
    assert.equal(hull.dimension, d);
    assertClose([...centre], Array(d + 1).fill(1 / (d + 1)));
    // Radius √(d / (d + 1)): every row of the transform has length 1 / radius.
    for (let k = 0; k < d; k++) {
      const row = transform.data.subarray(k * (d + 1), (k + 1) * (d + 1));
      assertClose([Math.hypot(...row)], [Math.sqrt((d + 1) / d)]);
    }
  });

  it("is Steiner's ellipse of a triangle", async () => {
    const { centre, transform } = await ellipsoidOf(
      matrixOf([
        [0, 0],
        [1, 0],
        [0, 1],
      ]),
    );
    assertClose([...centre], [1 / 3, 1 / 3]);
    const [a, b, c, d] = transform.data;
    assertClose([Math.PI / Math.abs(a * d - b * c)], [1.2091995761561452]);
  });

  it('holds every row and mixture, touching at least d + 1 rows', async () => {
    for (const [n, d, seed] of [
      [30, 2, 1],
      [200, 6, 2],
      [1500, 15, 3],
    ]) {
      const rng = randomGenerator(seed);
      const rows = gaussianCloud(rng, n, d);
      const { gauges, epsilon } = await ellipsoidOf(rows, 1e-6);
      const own = await gauges(rows);
      assert.ok(epsilon <= 1e-6);
      assert.ok(own.every((gauge) => gauge <= 1 + 1e-9));
      assert.ok(own.filter((gauge) => gauge > 1 - 1e-4).length > d);
      assert.ok((await gauges(mixtures(rng, rows, 50, 5))).every((gauge) => gauge <= 1 + 1e-9));
    }
  });

  it('gives the same gauges after any invertible affine map', async () => {
    const rng = randomGenerator(4);
    const rows = gaussianCloud(rng, 120, 3);
    const queries = gaussianCloud(rng, 40, 3);
    const map = gaussianCloud(rng, 3, 3);
    const mapped = async (points: Matrix) =>
      moved(await product.project(points, new Float64Array(3), map), 1e3, 7e3);
    const before = await (await ellipsoidOf(rows)).gauges(queries);
    const after = await (await ellipsoidOf(await mapped(rows))).gauges(await mapped(queries));
    before.forEach((gauge, i) => {
      assert.ok(Math.abs(gauge - after[i]) <= 1e-6 * gauge);
    });
  });

  it('works at every scale, with duplicates and with constant columns', async () => {
    const rows = gaussianCloud(randomGenerator(5), 60, 3);
    const reference = await (await ellipsoidOf(rows)).gauges(rows);
    for (const scale of [1e-9, 1e9]) {
      const scaled = moved(rows, scale, 0);
      const gauges = await (await ellipsoidOf(scaled)).gauges(scaled);
      gauges.forEach((gauge, i) => {
        assert.ok(Math.abs(gauge - reference[i]) < 1e-6);
      });
    }
    const padded = matrixOf(
      Array.from({ length: 120 }, (_, i) => [
        ...rows.data.subarray((i % 60) * 3, (i % 60) * 3 + 3),
        4,
      ]),
    );
    const { hull, gauges } = await ellipsoidOf(padded);
    assert.equal(hull.dimension, 3);
    (await gauges(padded)).forEach((gauge, i) => {
      assert.ok(Math.abs(gauge - reference[i % 60]) < 1e-6);
    });
  });

  it('states the epsilon it reached when its work is limited', async () => {
    const rows = gaussianCloud(randomGenerator(6), 400, 10);
    const hull = await affineHull(rows, product);
    const { epsilon, centre, transform } = await minimumEllipsoid(rows, hull, {
      product,
      progress: silentProgress,
      epsilon: 1e-9,
      workLimit: 1,
    });
    assert.ok(epsilon > 1e-9);
    const gauges = await projectedSquares(rows, centre, transform, product);
    assert.ok(gauges.every((square) => square <= 1 + 1e-9));
  });

  it('misses a new Gaussian point as often as D30 measured, and no more than its bound', async () => {
    const rng = randomGenerator(7);
    const [n, d, trials] = [20, 2, 1200];
    let outside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { gauges } = await ellipsoidOf(gaussianCloud(rng, n, d), 1e-6);
      if ((await gauges(gaussianCloud(rng, 1, d)))[0] > 1) outside++;
    }
    const rate = outside / trials;
    assert.ok(Math.abs(rate - 0.19) < 0.05, `${rate}`);
    assert.ok(rate <= outsideProbabilityBound('minimum-ellipsoid', n, d) + 0.035);
  });
});

describe('inverse Cholesky factors', () => {
  it('give the inverse of a positive definite matrix', () => {
    const n = 6;
    const { data } = gaussianCloud(randomGenerator(8), n, n);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) a[i * n + j] += data[i * n + k] * data[j * n + k];
    const inverse = inverseFromFactor(inverseCholesky({ rows: n, columns: n, data: a })!, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k] * inverse[k * n + j];
        assert.ok(Math.abs(sum - Number(i === j)) < 1e-9);
      }
    }
  });

  it('refuse a matrix that is not positive definite', () => {
    assert.equal(
      inverseCholesky({ rows: 2, columns: 2, data: Float64Array.of(1, 2, 2, 1) }),
      undefined,
    );
  });
});
