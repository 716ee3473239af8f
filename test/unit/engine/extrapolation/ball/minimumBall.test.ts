import { strict as assert } from 'node:assert';
import {
  ballAround,
  minimumBall,
} from '../../../../../src/engine/extrapolation/ball/minimumBall.ts';
import { columnMeans } from '../../../../../src/engine/extrapolation/columnMeans.ts';
import { squaredDistances } from '../../../../../src/engine/extrapolation/squaredDistance.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { outsideProbabilityBound } from '../../../../../src/engine/stats/coverageBounds.ts';
import { gaussianCloud, matrixOf, moved } from '../../../../support/randomClouds.ts';

const close = (actual: number, expected: number, tolerance = 1e-6): void =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.abs(expected),
    `${actual}, ${expected}`,
  );

describe('the minimum enclosing ball', () => {
  it('has the known radius of boxes, triangles and simplices', () => {
    close(
      minimumBall(
        matrixOf([
          [0, 0],
          [0, 2],
          [3, 0],
          [3, 2],
        ]),
      ).radius,
      Math.sqrt(13) / 2,
    );
    // Acute: the circumcircle. Obtuse: the longest side is a diameter.
    close(
      minimumBall(
        matrixOf([
          [0, 0],
          [2, 0],
          [1, Math.sqrt(3)],
        ]),
      ).radius,
      2 / Math.sqrt(3),
    );
    close(
      minimumBall(
        matrixOf([
          [0, 0],
          [10, 0],
          [5, 1],
        ]),
      ).radius,
      5,
    );
    for (const d of [2, 5, 20]) {
      const corners = Array.from({ length: d + 1 }, (_, i) =>
        Array.from({ length: d + 1 }, (_, j) => Number(i === j)),
      );
      close(minimumBall(matrixOf(corners)).radius, Math.sqrt(d / (d + 1)));
    }
  });

  it('holds every row, and its bound holds: no ball through fewer rows is smaller', () => {
    const rows = gaussianCloud(randomGenerator(7), 500, 8);
    const { centre, radius, gap } = minimumBall(rows, 1e-9);
    const distances = squaredDistances(rows, centre).map(Math.sqrt);
    assert.ok(distances.every((distance) => distance <= radius));
    assert.ok(gap <= 1e-9);
    // The ball of the rows on the sphere alone is the same ball.
    const support = [...distances.keys()].filter((i) => distances[i] > radius * (1 - 1e-6));
    assert.ok(support.length <= 9);
    const own = minimumBall(
      matrixOf(support.map((i) => [...rows.data.subarray(i * 8, (i + 1) * 8)])),
      1e-9,
    );
    close(own.radius, radius, 1e-8);
    assert.ok(ballAround(rows, columnMeans(rows)).radius >= radius);
  });

  it('scales and moves with the data', () => {
    const rows = gaussianCloud(randomGenerator(8), 100, 4);
    const { radius } = minimumBall(rows);
    for (const scale of [1e-9, 1e9])
      close(minimumBall(moved(rows, scale, 3 * scale)).radius, radius * scale, 3e-6);
  });

  it('is a point for one row and for equal rows', () => {
    assert.deepEqual(minimumBall(matrixOf([[1, 2]])), {
      centre: Float64Array.of(1, 2),
      radius: 0,
      gap: 0,
    });
    assert.equal(minimumBall(matrixOf([[3], [3], [3]])).radius, 0);
  });

  it('misses a new point no more often than its bound says', () => {
    const rng = randomGenerator(9);
    const [n, d, trials] = [20, 2, 1500];
    let outside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { centre, radius } = minimumBall(gaussianCloud(rng, n, d));
      const point = [rng.normal(), rng.normal()];
      if (Math.hypot(point[0] - centre[0], point[1] - centre[1]) > radius) outside++;
    }
    const bound = outsideProbabilityBound('minimum-ball', n, d);
    assert.ok(
      outside / trials <= bound + 3 * Math.sqrt(bound / trials),
      `${outside / trials} > ${bound}`,
    );
    assert.ok(outside / trials > bound / 2, 'the bound is nearly attained in the plane');
  });
});
