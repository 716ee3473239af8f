import { strict as assert } from 'node:assert';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import { squareWindow } from '../../../../../src/engine/regions/partition/window.ts';
import { decisions } from '../../../../../src/engine/regions/path/decisions.ts';
import { exactPath, exactRay } from '../../../../../src/engine/regions/path/exactPath.ts';
import { cellShapes } from '../../../../../src/engine/regions/slice/cellShapes.ts';
import { checkForward } from '../../../../../src/engine/regions/slice/checkForward.ts';
import { checkShape } from '../../../../../src/engine/regions/slice/checkShape.ts';
import { decisionBoundary } from '../../../../../src/engine/regions/slice/decisionBoundary.ts';
import { countLinearRegions } from '../../../../../src/engine/regions/slice/linearRegions.ts';
import { scorePartition } from '../../../../../src/engine/regions/slice/scoredPartition.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const window = squareWindow(4);
const axes = [
  [1, 0],
  [0, 1],
];

describe('units with a zero row', () => {
  it('draw no boundary, whatever their bias', async () => {
    const { layers, cells } = regionFixtures['N33'];
    const [first, second, last] = layers;
    const biases = [1, 0, -1];
    const padded = [
      {
        weights: [...first.weights, ...biases.map(() => [0, 0])],
        bias: [...Array.from(first.bias), ...biases],
      },
      { weights: second.weights.map((row) => [...Array.from(row), 0, 0, 0]), bias: second.bias },
      last,
    ];
    const partition = await partitionPlane(denseMap(padded, [0, 0], axes), window);
    assert.equal(partition.regionsAfter.at(-1), cells);
    const onFirst = partition.edgeUnit.filter((_, edge) => partition.edgeSite[edge] === 0);
    assert.ok(onFirst.every((unit) => unit < 3));
    const line = (network: typeof padded) => denseMap(network, [-4, -3], [[8, 5]]);
    assert.deepEqual(await exactPath(line(padded)), await exactPath(line([...layers])));
    assert.deepEqual(await exactRay(line(padded)), await exactRay(line([...layers])));
  });
});

describe('scores that are constant', () => {
  it('make one linear region of all cells, one class and no decision boundary', async () => {
    const { layers, cells } = regionFixtures['N33'];
    const flat = [
      ...layers.slice(0, -1),
      {
        weights: [
          [0, 0, 0],
          [0, 0, 0],
        ],
        bias: [-1, 2],
      },
    ];
    const map = denseMap(flat, [0, 0], axes);
    const partition = await partitionPlane(map, window);
    const scored = await scorePartition(map, partition, silentProgress);
    const boundary = decisionBoundary(scored, cellShapes(partition).area);
    assert.equal(partition.regionsAfter.at(-1), cells);
    assert.equal(countLinearRegions(scored), 1);
    assert.deepEqual([boundary.length, boundary.tieArea], [0, 0]);
    assert.ok(Math.abs(boundary.classArea[1] - 64) < 1e-9);
    assert.ok(checkShape(partition, window).holds);
    assert.ok((await checkForward(map, window, scored)).holds);
    const path = await exactPath(denseMap(flat, [-4, -3], [[8, 5]]));
    const { changes, minimumMargin } = decisions(path);
    assert.deepEqual([changes.length, minimumMargin], [0, 3]);
  });
});
