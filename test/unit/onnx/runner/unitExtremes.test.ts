import { strict as assert } from 'node:assert';
import { UnitExtremesCollector } from '../../../../src/engine/hyperplanes/unitExtremes.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from './modelFile.ts';

/** One unit, z = 5 − x, in blocks of three rows that see each other: rows of zeros that fill up a block have a large z. */
const blockModel = {
  nodes: [
    node('MatMul', ['x', 'w'], ['product']),
    node('Add', ['product', 'b'], ['z']),
    node('Relu', ['z'], ['a']),
    node('ReduceMean', ['a'], ['mean'], { axes: [0], keepdims: 1 }),
    node('Sub', ['a', 'mean'], ['y']),
  ],
  inputs: [value('x', 'float32', [3, 1])],
  outputs: [value('y', 'float32', [3, 1])],
  initializers: [
    initializer('w', 'float32', [1, 1], Float32Array.of(-1)),
    initializer('b', 'float32', [1], Float32Array.of(5)),
  ],
};

describe('extremes of units', () => {
  for (const opset of [9, 13]) {
    it(`never name a row that only fills up a block, in operator set ${opset}`, async () => {
      await withModelFile(blockModel, (path) => assertRealRows(path), opset);
    });
  }
});

async function assertRealRows(path: string): Promise<void> {
  await withRunner(
    path,
    ({ sites }) => ({
      taps: sites.map((site) => ({ site, counts: true, codes: false, extremes: 3 })),
    }),
    async ({ runner }) => {
      assert.equal(runner.batching, 'row-by-row');
      // z = 4, 3, 2, 1: the rows that fill up the second block would have 5.
      const { sites } = await runner.run(Float32Array.of(1, 2, 3, 4), 4);
      const collector = new UnitExtremesCollector(1, 3);
      for (const block of sites[0].extremes!) collector.add(block);
      const { top, least, mean } = collector.result()!;
      assert.deepEqual(
        top[0].map(({ sample, value: z }) => [sample, z]),
        [
          [0, 4],
          [1, 3],
          [2, 2],
        ],
      );
      assert.deepEqual([least[0], mean[0]], [1, 2.5]);
    },
  );
}
