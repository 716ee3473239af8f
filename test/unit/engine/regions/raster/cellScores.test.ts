import { strict as assert } from 'node:assert';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import { squareWindow } from '../../../../../src/engine/regions/partition/window.ts';
import { CellLocator } from '../../../../../src/engine/regions/raster/cellLocator.ts';
import { CellScores } from '../../../../../src/engine/regions/raster/cellScores.ts';
import { confidenceOf, winnerOf } from '../../../../../src/engine/regions/winner.ts';
import { scorePartition } from '../../../../../src/engine/regions/slice/scoredPartition.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { densePlane } from '../../../../support/densePlane.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

describe('CellScores', () => {
  it('gives at any point of a cell what a forward pass gives', async () => {
    const { layers } = regionFixtures['N555'];
    const map = densePlane(layers);
    const partition = await partitionPlane(map, squareWindow(1));
    const scores = new CellScores(await scorePartition(map, partition, silentProgress));
    const locator = new CellLocator(partition);
    const rng = randomGenerator(3);
    const found = new Float64Array(map.outputWidth);
    for (let i = 0; i < 500; i++) {
      const [u, v] = [2 * rng.uniform() - 1, 2 * rng.uniform() - 1];
      scores.moveTo(locator.find(u, v));
      scores.atInto(u, v, found);
      const expected = preActivations(layers, [u, v]).at(-1)!;
      for (const [k, score] of expected.entries()) assert.ok(Math.abs(found[k] - score) < 1e-9);
    }
  });
});

describe('the winner and its confidence', () => {
  it('follow the largest score, the first of equals', () => {
    assert.equal(winnerOf([1, 3, 3]), 1);
    // Of a single score class 1 wins above 0.
    assert.deepEqual(
      [-1, 0, Number.MIN_VALUE].map((score) => winnerOf([score])),
      [0, 0, 1],
    );
    assert.ok(Math.abs(confidenceOf([0, 0]) - 0.5) < 1e-15);
    assert.ok(Math.abs(confidenceOf([0, Math.log(3)]) - 0.75) < 1e-15);
  });

  it('take the sign of a single score, and its sigmoid on the side that wins', () => {
    assert.equal(winnerOf([0.2]), 1);
    assert.equal(winnerOf([-0.2]), 0);
    assert.ok(Math.abs(confidenceOf([-Math.log(3)]) - 0.75) < 1e-15);
    assert.equal(confidenceOf([2]), confidenceOf([-2]));
  });

  it('stay finite for scores of any size', () => {
    assert.equal(confidenceOf([1e300, -1e300]), 1);
    assert.equal(confidenceOf([-1e300]), 1);
  });
});
