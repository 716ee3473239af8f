import { strict as assert } from 'node:assert';
import type { Dataset } from '../../../../src/datasets/dataset.ts';
import { readLabels } from '../../../../src/datasets/labels.ts';
import { type ModelRunner } from '../../../../src/onnx/runner.ts';
import { sharedPath } from '../../../support/sharedData.ts';
import { openCifarTest, openMnist } from '../../../support/sharedSamples.ts';
import { withRunner } from './modelFile.ts';

/** What the figures of ../shared/README.md are about. */
interface Statistics {
  readonly dead: readonly number[];
  readonly rates: readonly string[];
  /** Distinct patterns a site, then of the network. */
  readonly distinct: readonly number[];
  readonly classes: readonly number[];
}

async function statistics(model: string, dataset: Dataset): Promise<Statistics> {
  try {
    const path = sharedPath('models', model)!;
    return await withRunner(
      path,
      () => ({}),
      ({ runner }) => collect(runner, dataset),
    );
  } finally {
    await dataset.close();
  }
}

async function collect(runner: ModelRunner, dataset: Dataset): Promise<Statistics> {
  const { siteLayouts } = runner;
  const counts = siteLayouts.map(({ units }) => new Float64Array(units));
  const patterns = Array.from({ length: siteLayouts.length + 1 }, () => new Set<string>());
  const classes: number[] = [];
  for (let start = 0; start < dataset.rows; start += runner.preferredRows) {
    const end = Math.min(start + runner.preferredRows, dataset.rows);
    const chunk = await runner.run(await dataset.read(start, end), end - start);
    chunk.sites.forEach((site, index) =>
      site.counts!.forEach((count, unit) => (counts[index][unit] += count)),
    );
    for (let row = 0; row < chunk.rows; row++) {
      const keys = chunk.sites.map(({ codes }, index) => {
        const { wordsPerRow } = siteLayouts[index];
        return codes!.subarray(row * wordsPerRow, (row + 1) * wordsPerRow).join();
      });
      [...keys, keys.join(';')].forEach((key, index) => patterns[index].add(key));
      const logits = chunk.logits!.subarray(row * runner.logitWidth, (row + 1) * runner.logitWidth);
      classes.push(logits.indexOf(Math.max(...logits)));
    }
  }
  return {
    dead: counts.map((units) => units.filter((count) => count === 0).length),
    rates: counts.map((units, index) => {
      const pairs = units.length * siteLayouts[index].positions * dataset.rows;
      return (units.reduce((sum, count) => sum + count, 0) / pairs).toFixed(5);
    }),
    distinct: patterns.map(({ size }) => size),
    classes,
  };
}

describe('statistics of the shared models', () => {
  it('on the first 10000 MNIST training images are those of independent float64 code', async function () {
    const dataset = openMnist('train', 10000);
    if (!dataset) return this.skip();
    const { dead, rates } = await statistics('mnist-net_256x2.onnx', await dataset);
    assert.deepEqual(dead, [89, 77]);
    assert.deepEqual(rates, ['0.03378', '0.04248']);
  });

  for (const [rows, distinct] of [
    [1000, [942, 257, 970]],
    [10000, [8010, 1579, 8541]],
  ] as const) {
    it(`on ${String(rows)} MNIST test images have the known numbers of patterns`, async function () {
      const dataset = openMnist('t10k', rows);
      if (!dataset) return this.skip();
      const found = await statistics('mnist-net_256x2.onnx', await dataset);
      assert.deepEqual(found.distinct, distinct);
    });
  }

  it('on the CIFAR-10 test images are those of independent float64 code, residual sums included', async function () {
    const dataset = openCifarTest();
    if (!dataset) return this.skip();
    const { dead, rates, distinct, classes } = await statistics('resnet_2b.onnx', await dataset);
    assert.deepEqual(dead, [0, 2, 1, 0, 0, 4]);
    assert.deepEqual(rates.map(Number), [0.51428, 0.45493, 0.59994, 0.22192, 0.50081, 0.38142]);
    assert.deepEqual(distinct, Array<number>(7).fill(1000));
    const labels = await readLabels(`${sharedPath('data', 'cifar10', 'test-1000.npz')!}#labels`);
    assert.equal(classes.filter((found, row) => found === labels[row]).length, 688);
  });

  for (const [model, shape, rows] of [
    ['ACASXU_run2a_1_1_batch_2000.onnx', [1, 1, 5], 1024],
    ['Convnet_maxpool.onnx', [1, 28, 28], 100],
    ['mnist_relu_9_200.onnx', [1, 28, 28], 100],
    ['ffnnSIGMOID__Point_6x200.onnx', [1, 28, 28], 100],
  ] as const) {
    it(`${model} runs in chunks though its batch is fixed to 1`, async function () {
      const path = sharedPath('models', model);
      if (path === undefined) return this.skip();
      await withRunner(
        path,
        () => ({}),
        async ({ runner }) => {
          assert.equal(runner.batching, 'freed');
          assert.deepEqual(runner.inputShape, shape);
          const chunk = await runner.run(new Float32Array(rows * runner.inputLength), rows);
          assert.equal(chunk.logits?.length, rows * runner.logitWidth);
        },
      );
    });
  }
});
