import { strict as assert } from 'node:assert';
import { linearDimension, entropyRank } from '../../../../src/engine/stats/linearDimension.ts';
import {
  randomGenerator,
  type RandomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';
import { twoNearestNeighbours } from '../../../../src/engine/stats/twoNearestNeighbours.ts';

/** First and second neighbour distances among uniform points of the unit cube, or of the flat torus made of it. */
function neighbourDistances(
  rng: RandomGenerator,
  shape: { points: number; dimension: number; torus: boolean },
): [Float64Array, Float64Array] {
  const { points, dimension, torus } = shape;
  const x = Float64Array.from({ length: points * dimension }, () => rng.uniform());
  const first = new Float64Array(points).fill(Infinity);
  const second = new Float64Array(points).fill(Infinity);
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      if (i === j) continue;
      let squared = 0;
      for (let k = 0; k < dimension; k++) {
        const gap = Math.abs(x[i * dimension + k] - x[j * dimension + k]);
        squared += (torus ? Math.min(gap, 1 - gap) : gap) ** 2;
      }
      const distance = Math.sqrt(squared);
      if (distance < first[i]) {
        second[i] = first[i];
        first[i] = distance;
      } else if (distance < second[i]) second[i] = distance;
    }
  }
  return [first, second];
}

describe('twoNearestNeighbours (D39)', () => {
  it('finds the dimension of a flat torus within its standard error', () => {
    const rng = randomGenerator(5);
    for (const dimension of [1, 2, 5, 10]) {
      const [first, second] = neighbourDistances(rng, { points: 1500, dimension, torus: true });
      const estimate = twoNearestNeighbours(first, second);
      assert.ok(estimate?.regression !== undefined);
      assert.equal(estimate.points, 1500);
      assert.ok(Math.abs(estimate.dimension - dimension) < 3 * estimate.standardError);
      assert.ok(Math.abs(estimate.regression - dimension) < 4 * estimate.standardError);
    }
  });

  it("under-estimates a cube's dimension, because of its edges", () => {
    const shape = { points: 1500, dimension: 10, torus: false };
    const estimate = twoNearestNeighbours(...neighbourDistances(randomGenerator(6), shape));
    assert.ok(estimate && estimate.dimension > 7.9 && estimate.dimension < 9.3);
  });

  it('is exact on the quantiles of its own law', () => {
    const logs = Float64Array.from({ length: 4000 }, (_, i) => -Math.log1p(-(i + 0.5) / 4000) / 3);
    const estimate = twoNearestNeighbours(new Float64Array(4000).fill(1), logs.map(Math.exp));
    assert.ok(estimate?.regression && Math.abs(estimate.dimension - 3) < 2e-3);
    assert.ok(Math.abs(estimate.regression - 3) < 2e-3);
  });

  it('leaves duplicates out, is unchanged by scale, and has no answer where nothing tells', () => {
    const first = [0, 0, 1, 2, 3, 1];
    const second = [1, 0, 2, 3, 7, 4];
    const estimate = twoNearestNeighbours(first, second);
    const scaled = twoNearestNeighbours(
      first.map((r) => r * 1e9),
      second.map((r) => r * 1e9),
    );
    assert.equal(estimate?.points, 4);
    assert.ok(scaled && Math.abs(scaled.dimension / estimate.dimension - 1) < 1e-12);
    assert.equal(twoNearestNeighbours([0, 0, 1], [1, 1, 2]), undefined);
    assert.equal(twoNearestNeighbours([1, 1, 1, 1], [1, 1, 1, 1]), undefined);
    assert.throws(() => twoNearestNeighbours([1], []), RangeError);
  });
});

describe('linearDimension (D38)', () => {
  it('gives participation ratio and entropy rank of (4, 1, 1, 1)', () => {
    const { participationRatio, effectiveRank, axesForShare } = linearDimension([1, 4, 1, 1]);
    assert.ok(Math.abs(participationRatio - 2.578947) < 1e-6);
    assert.ok(Math.abs(effectiveRank - 3.170033) < 1e-6);
    assert.deepEqual(axesForShare, [1, 3, 4, 4, 4, 4]);
  });

  it('counts equal variances and no variance exactly', () => {
    assert.ok(Math.abs(entropyRank(new Float64Array(50).fill(1e-9)) - 50) < 1e-10);
    const nothing = linearDimension([0, 0]);
    assert.deepEqual(
      [nothing.participationRatio, nothing.effectiveRank, ...nothing.axesForShare],
      [0, 0, 0, 0, 0, 0, 0, 0],
    );
  });
});
