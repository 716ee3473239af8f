import { strict as assert } from 'node:assert';
import {
  convexPositionInSquare,
  convexPositionInTriangle,
  originOutsideProbability,
  rangeProbability,
  samplesToSurroundOrigin,
  uniformSimplexProbability,
} from '../../../../src/engine/stats/convexPositionNulls.ts';
import {
  outsideProbabilityBound,
  rangeBoxNull,
} from '../../../../src/engine/stats/coverageBounds.ts';
import {
  ballShareOfCube,
  edgeForVolume,
  johnsonLindenstraussDimension,
  medianNearestDistance,
  pointsPerAxis,
  shellShare,
} from '../../../../src/engine/stats/curseOfDimension.ts';
import {
  distanceVariationInCube,
  meanDistanceInCube,
} from '../../../../src/engine/stats/cubeDistances.ts';

function near(actual: number, expected: number, relative = 5e-6): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} ≠ ${expected}`,
  );
}

describe('curse-of-dimension calculators (D40)', () => {
  it('give the share of the cube that its ball fills', () => {
    near(ballShareOfCube(1), 1);
    [0.785398, 0.523599, 0.308425, 0.164493].forEach((v, i) => near(ballShareOfCube(i + 2), v));
    near(ballShareOfCube(10), 0.00249039);
    near(ballShareOfCube(20), 2.46114e-8);
    near(ballShareOfCube(100), 1.86818e-70);
  });

  it('give edges, shells, nearest distances and grid points', () => {
    near(edgeForVolume(2, 0.1), 0.316228);
    near(edgeForVolume(10, 0.1), 0.794328);
    near(edgeForVolume(100, 0.1), 0.977237);
    near(shellShare(3, 0.5), 0.875, 1e-15);
    near(shellShare(1000, 1e-12), 1e-9, 1e-8);
    near(medianNearestDistance(500, 10), 0.517792);
    near(pointsPerAxis(1e6, 20), 1.995, 5e-4);
    [0.1, 0.2, 0.5].forEach((epsilon, i) => {
      near(johnsonLindenstraussDimension(60000, epsilon), [9430.4, 2538.9, 528.1][i], 2e-5);
    });
  });
});

describe('distances in the unit cube (D40)', () => {
  it('have the known mean on the line, in the square and in the cube', () => {
    near(meanDistanceInCube(1), 1 / 3, 1e-12);
    near(meanDistanceInCube(2), (2 + Math.SQRT2 + 5 * Math.log(1 + Math.SQRT2)) / 15, 1e-12);
    // Robbins' constant.
    near(meanDistanceInCube(3), 0.66170718226717623, 1e-12);
  });

  it('vary less and less with dimension', () => {
    near(distanceVariationInCube(1), Math.SQRT1_2, 1e-12);
    [2, 3, 10, 100].forEach((d, i) => {
      near(distanceVariationInCube(d), [0.477, 0.378, 0.194, 0.0589][i], 0.01);
    });
  });
});

describe('small hull probabilities (D41)', () => {
  it("give Kingman's values for the ball and Sylvester's for square and triangle", () => {
    const ball = (dimension: number): number =>
      uniformSimplexProbability({ kind: 'ball', dimension });
    near(ball(1), rangeProbability(2), 1e-12);
    near(ball(2), 35 / (48 * Math.PI ** 2), 1e-12);
    near(ball(3), 9 / 715, 1e-12);
    [0.00178503, 2.20382e-4, 2.43623e-5].forEach((p, i) => near(ball(i + 4), p));
  });

  it("link Valtr's four points to Sylvester's problem: one in the triangle of the others, or none", () => {
    near((1 - convexPositionInSquare(4)) / 4, uniformSimplexProbability({ kind: 'square' }), 1e-12);
    near(
      (1 - convexPositionInTriangle(4)) / 4,
      uniformSimplexProbability({ kind: 'triangle' }),
      1e-12,
    );
    near(convexPositionInSquare(5), 0.340278);
    near(convexPositionInSquare(6), 0.1225, 1e-12);
    near(convexPositionInTriangle(5), 0.305556);
    near(convexPositionInTriangle(6), 0.101111);
  });

  it("give Wendel's probabilities", () => {
    const cases = [
      [3, 2, 0.75],
      [4, 2, 0.5],
      [5, 2, 0.3125],
      [4, 3, 0.875],
      [6, 3, 0.5],
      [20, 10, 0.5],
      [40, 10, 5.3251e-4],
    ];
    for (const [n, d, p] of cases) near(originOutsideProbability(n, d), p);
    assert.equal(originOutsideProbability(3, 3), 1);
    assert.deepEqual(
      [2, 3, 4, 10].map((d) => samplesToSurroundOrigin(0.95, d)),
      [9, 12, 14, 29],
    );
  });
});

describe('coverage bounds (D30) and range-box nulls (D26)', () => {
  it('give κ/(N + 1), at most 1', () => {
    near(outsideProbabilityBound('minimum-ellipsoid', 20, 2), 0.238, 1e-3);
    near(outsideProbabilityBound('minimum-ellipsoid', 100, 5), 0.198, 1e-3);
    near(outsideProbabilityBound('minimum-ball', 99, 4), 0.05, 1e-12);
    assert.equal(outsideProbabilityBound('range-box', 10, 784), 1);
  });

  it('give the chance that all 784 coordinates, or any, are in range', () => {
    near(rangeBoxNull(100, 784).all, 1.549e-7, 1e-3);
    near(rangeBoxNull(1000, 784).all, 0.20846, 1e-4);
    near(rangeBoxNull(100, 1).any, rangeBoxNull(100, 1).meanShare, 1e-12);
  });
});
