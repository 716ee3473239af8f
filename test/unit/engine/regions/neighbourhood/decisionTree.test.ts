import { strict as assert } from 'node:assert';
import {
  type DecisionTree,
  decisionTree,
  type TreeLeaf,
} from '../../../../../src/engine/regions/neighbourhood/decisionTree.ts';
import { halfSpaces } from '../../../../../src/engine/regions/neighbourhood/polyhedron.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

/** The square [low, high]². */
function square([low, high]: readonly [number, number]) {
  const data = Float64Array.of(1, 0, -1, 0, 0, 1, 0, -1);
  const values = Float64Array.of(-low, high, -low, high);
  return halfSpaces({ values, gradients: { rows: 4, columns: 2, data } }, new Float64Array(2));
}

function leafOf({ nodes }: DecisionTree, x: readonly number[]): TreeLeaf {
  let node = nodes[0];
  while (node.kind === 'branch') {
    const { normal, offset, above, below } = node;
    node = nodes[normal.reduce((sum, slope, k) => sum + slope * x[k], -offset) > 0 ? above : below];
  }
  return node;
}

describe('decisionTree', () => {
  for (const name of ['lines3', 'N33', 'N44', 'N555']) {
    it(`has a leaf for every region of ${name}, and each predicts what the network does`, async () => {
      const { layers, box, cells } = regionFixtures[name];
      const map = denseDifferentiable(layers);
      const tree = await decisionTree(map, Float64Array.of(0.1, 0.2), square(box));
      assert.equal(tree.leaves, cells);
      const units = layers.slice(0, -1).reduce((sum, { bias }) => sum + bias.length, 0);
      assert.equal(tree.naiveLeaves, 2 ** units);
      const rng = randomGenerator(3);
      for (let trial = 0; trial < 500; trial++) {
        const x = [0, 1].map(() => box[0] + (box[1] - box[0]) * rng.uniform());
        const { point, scores } = leafOf(tree, x);
        const expected = preActivations(layers, x).at(-1)!;
        expected.forEach((score, k) => {
          const { data } = scores.gradients;
          const slope = (i: number) => data[2 * k + i] * (x[i] - point[i]);
          const found = scores.values[k] + slope(0) + slope(1);
          assert.ok(Math.abs(found - score) <= 1e-9 * Math.max(1, Math.abs(score)));
        });
      }
    });
  }

  it('grows over the whole space when no domain is given', async () => {
    const { layers, cells } = regionFixtures['lines3'];
    const tree = await decisionTree(denseDifferentiable(layers), Float64Array.of(0, 0));
    // Three lines in general position make seven regions, one of them bounded; the square holds all seven.
    assert.equal(tree.leaves, cells);
    assert.equal(tree.leaves, 7);
  });

  it('is one leaf where nothing switches', async () => {
    const map = denseDifferentiable([{ weights: [[2, 1]], bias: [1] }]);
    const tree = await decisionTree(map, Float64Array.of(0, 0));
    assert.deepEqual([tree.leaves, tree.naiveLeaves, tree.nodes[0]?.kind], [1, 1, 'leaf']);
  });

  it('refuses networks of more units than it can double', async () => {
    const weights = Array.from({ length: 21 }, () => [1]);
    const map = denseDifferentiable([
      { weights, bias: new Array<number>(21).fill(0) },
      { weights: [new Array<number>(21).fill(1)], bias: [0] },
    ]);
    await assert.rejects(decisionTree(map, Float64Array.of(0)), RangeError);
  });
});
