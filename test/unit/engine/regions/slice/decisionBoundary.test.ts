import { strict as assert } from 'node:assert';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import {
  rectangleWindow,
  squareWindow,
} from '../../../../../src/engine/regions/partition/window.ts';
import { cellShapes } from '../../../../../src/engine/regions/slice/cellShapes.ts';
import { decisionBoundary } from '../../../../../src/engine/regions/slice/decisionBoundary.ts';
import { countLinearRegions } from '../../../../../src/engine/regions/slice/linearRegions.ts';
import { scorePartition } from '../../../../../src/engine/regions/slice/scoredPartition.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';
import { singleScore } from '../../../../support/singleScore.ts';

async function slice(layers: readonly DenseLayer[], window: Float64Array) {
  const map = denseMap(
    layers,
    [0, 0],
    [
      [1, 0],
      [0, 1],
    ],
  );
  const scored = await scorePartition(map, await partitionPlane(map, window), silentProgress);
  const { area } = cellShapes(scored.partition);
  return { scored, boundary: decisionBoundary(scored, area), linear: countLinearRegions(scored) };
}

const fraction = (text: string) => {
  const [p, q] = text.split('/').map(Number);
  return p / q;
};

describe('decisionBoundary', () => {
  for (const name of ['N33', 'N44']) {
    it(`has the segments, length and class area of ${name}`, async () => {
      const fixture = regionFixtures[name];
      const { boundary } = await slice(fixture.layers, squareWindow(4));
      assert.equal(boundary.segments.length, fixture.db_segments);
      assert.ok(Math.abs(boundary.length - (fixture.db_length ?? 0)) < 1e-11);
      assert.ok(Math.abs(boundary.classArea[0] - fraction(fixture.area_class0 ?? '')) < 1e-11);
      assert.equal(boundary.tieArea, 0);
    });
  }

  it('is that of two scores where their difference is the only one', async () => {
    const { layers } = regionFixtures['N33'];
    const two = (await slice(layers, squareWindow(4))).boundary;
    const one = (await slice(singleScore(layers), squareWindow(4))).boundary;
    assert.equal(one.segments.length, two.segments.length);
    assert.ok(Math.abs(one.length - two.length) < 1e-11);
    for (const k of [0, 1]) assert.ok(Math.abs(one.classArea[k] - two.classArea[k]) < 1e-11);
  });

  it('reports the tie area of N555', async () => {
    const { boundary } = await slice(regionFixtures['N555'].layers, squareWindow(4));
    assert.ok(Math.abs(boundary.tieArea - 20.56) < 0.01);
  });

  it('gives every class the share of random points it wins', async () => {
    const rng = randomGenerator(2);
    const row = (n: number) => Array.from({ length: n }, () => rng.normal());
    const layers = [
      [2, 12],
      [12, 12],
      [12, 5],
    ].map(([inputs, units]) => ({
      weights: Array.from({ length: units }, () => row(inputs)),
      bias: row(units),
    }));
    const { boundary, scored } = await slice(layers, squareWindow(2));
    const counts = new Float64Array(5);
    const trials = 40_000;
    for (let i = 0; i < trials; i++) {
      const scores =
        preActivations(layers, [4 * rng.uniform() - 2, 4 * rng.uniform() - 2]).at(-1) ?? [];
      counts[scores.indexOf(Math.max(...scores))]++;
    }
    for (let k = 0; k < 5; k++) {
      const share = boundary.classArea[k] / 16;
      const error = Math.sqrt((share * (1 - share)) / trials);
      assert.ok(Math.abs(counts[k] / trials - share) <= 4 * error + 1e-4, `class ${k}`);
    }
    for (const { start, end, classes } of boundary.segments) {
      const middle = start.map((value, axis) => (value + end[axis]) / 2);
      const scores = preActivations(layers, middle).at(-1) ?? [];
      const best = Math.max(...scores);
      for (const k of classes) assert.ok(best - scores[k] < 1e-9);
    }
    for (const { winner, corners } of boundary.pieces) {
      const middle = [0, 1].map(
        (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length,
      );
      const scores = preActivations(layers, middle).at(-1) ?? [];
      assert.ok(Math.max(...scores) - scores[winner] < 1e-9);
    }
    assert.equal(scored.classes, 5);
  });

  it('runs along an edge where two classes tie on it', async () => {
    // Scores relu(x) − relu(−x) … class 0 wins for x > 0, and the boundary is the unit’s own.
    const layers = [
      {
        weights: [
          [1, 0],
          [-1, 0],
        ],
        bias: [0, 0],
      },
      {
        weights: [
          [1, 0],
          [0, 1],
        ],
        bias: [0, 0],
      },
    ];
    const { boundary } = await slice(layers, rectangleWindow(-1, -1, 1, 2));
    assert.equal(boundary.length, 3);
    assert.deepEqual([...boundary.classArea], [3, 3]);
  });
});

describe('countLinearRegions', () => {
  for (const [name, { layers, box, linear_regions: expected }] of Object.entries(regionFixtures)) {
    it(`counts ${expected} on ${name}`, async () => {
      const [low, high] = box;
      const { linear } = await slice(layers, rectangleWindow(low, low, high, high));
      assert.equal(linear, expected);
    });
  }
});
