import { strict as assert } from 'node:assert';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import type { DiagnoseRequest } from '../../../src/protocol/analysis.ts';
import type { Report } from '../../../src/report/report.ts';
import { endedEarly } from '../../support/sharedDiagnosis.ts';
import { sharedPath } from '../../support/sharedData.ts';

const mnist = sharedPath('data', 'mnist');
const cifar = sharedPath('data', 'cifar10');

/** Figures of independent float64 code (../shared/README.md). */
describe('real models', () => {
  before(function () {
    if (!mnist || !cifar) {
      console.log(
        '      skipped: ../shared (MNIST, CIFAR-10, VNN-COMP models) is not beside this repository',
      );
      this.skip();
    }
  });

  it('mnist-net_256x2 has the known weights, dead units and regions', async function () {
    this.timeout(180_000);
    const report = await run('mnist-net_256x2.onnx', {
      ...mnistData(10_000, 1000),
      parts: ['hyperplanes', 'regions'],
    });
    const [first, second] = report.hyperplanes!.layers;
    assert.deepEqual([first.dead!.count, second.dead!.count], [89, 77]);
    assertNear(first.activationRate!.mean, 0.03378, 5e-6);
    assertNear(second.activationRate!.mean, 0.04248, 5e-6);
    assertRelative(first.cosine!.maxAbs, 0.66736);
    assertRelative(second.cosine!.maxAbs, 0.92005);
    assertRelative(first.orthogonalityPenalty, 2144.7548);
    assertRelative(second.orthogonalityPenalty, 8676.9657);
    assertRelative(first.spectralNorm, 31.04986);
    assertRelative(second.spectralNorm, 18.3229);
    assertRelative(first.norm.mean, 4.145666);
    assertRelative(second.norm.mean, 1.880053);
    const { layers, network } = report.regions!;
    assert.deepEqual(
      [...layers.map((layer) => layer.distinctPatterns), network.distinctPatterns],
      [942, 257, 970],
    );
    assert.equal(report.model.batching, 'freed');
  });

  it('mnist-net_256x2 tells 8541 regions apart on all test images', async function () {
    this.timeout(180_000);
    const { test } = mnistData(1, 10_000);
    const report = await run('mnist-net_256x2.onnx', {
      test: test!,
      preprocess: { scale: 255 },
      parts: ['regions'],
    });
    const { layers, network } = report.regions!;
    assert.deepEqual(
      [...layers.map((layer) => layer.distinctPatterns), network.distinctPatterns],
      [8010, 1579, 8541],
    );
  });

  it('resnet_2b has the known dead channels and rates, a residual sum being one site', async function () {
    this.timeout(180_000);
    const report = await run('resnet_2b.onnx', {
      test: { samples: `${cifar}/test-1000.npz#images`, labels: `${cifar}/test-1000.npz#labels` },
      preprocess: {
        scale: 255,
        mean: [0.4914, 0.4822, 0.4465],
        std: [0.2471, 0.2435, 0.2616],
      },
    });
    const layers = report.hyperplanes!.layers.filter(({ dead }) => dead !== undefined);
    assert.deepEqual(
      layers.map((layer) => layer.dead!.count),
      [0, 2, 1, 0, 0, 4],
    );
    const rates = [0.51428, 0.45493, 0.59994, 0.22192, 0.50081, 0.38142];
    layers.forEach((layer, i) => assertNear(layer.activationRate!.mean, rates[i], 5e-6));
    assert.equal(report.data.test!.accuracy, 0.688);
    assert.ok(report.regions!.layers.every((layer) => layer.distinctPatterns === 1000));
  });

  const others: readonly (readonly [string, number, boolean])[] = [
    ['mnist_relu_9_200.onnx', 0.956, true],
    ['Convnet_maxpool.onnx', 0.976, true],
    ['ffnnSIGMOID__Point_6x200.onnx', 0.98, false],
  ];
  for (const [name, accuracy, piecewiseLinear] of others) {
    it(`${name} runs on MNIST with its known accuracy`, async function () {
      this.timeout(180_000);
      const { test } = mnistData(1, 500);
      const report = await run(name, {
        test: test!,
        preprocess: { scale: 255 },
      });
      assert.equal(report.data.test!.accuracy, accuracy);
      assert.equal(report.model.piecewiseLinear, piecewiseLinear);
      assert.equal(report.regions!.exactness, piecewiseLinear ? 'exact' : 'heuristic');
    });
  }

  it('cifar10_small takes channels-first images although it wants channels last', async function () {
    this.timeout(180_000);
    const report = await run('cifar10_small.onnx', {
      test: { samples: `${cifar}/test-1000.npz#images`, labels: `${cifar}/test-1000.npz#labels` },
      preprocess: { scale: 255 },
      parts: ['hyperplanes'],
    });
    assert.match(report.data.test!.match, /channels moved last/);
    assert.equal(report.data.test!.accuracy, 0.592);
  });

  it('the networks without data give their weights and random regions', async function () {
    this.timeout(180_000);
    for (const name of ['ACASXU_run2a_1_1_batch_2000.onnx', 'random-mlp64x2_s0.onnx']) {
      const report = await run(name, {});
      assert.ok(report.hyperplanes!.layers.length >= 3, name);
      assert.equal(report.regions!.set, 'random');
    }
  });
});

function mnistData(
  train: number,
  test: number,
): Pick<DiagnoseRequest, 'train' | 'test' | 'preprocess'> {
  const side = (prefix: string, limit: number) => ({
    samples: `${mnist}/${prefix}-images-idx3-ubyte.gz`,
    labels: `${mnist}/${prefix}-labels-idx1-ubyte.gz`,
    limit,
  });
  return { train: side('train', train), test: side('t10k', test), preprocess: { scale: 255 } };
}

function run(model: string, rest: Omit<DiagnoseRequest, 'model'>): Promise<Report> {
  return diagnose({ model: sharedPath('models', model)!, ...rest }, endedEarly);
}

/** The printed figure's last digit. */
function assertNear(actual: number, expected: number, half: number): void {
  assert.ok(Math.abs(actual - expected) <= half * 1.01, `${actual}, expected ${expected}`);
}

function assertRelative(actual: number, expected: number): void {
  assert.ok(Math.abs(actual / expected - 1) <= 1e-5, `${actual}, expected ${expected}`);
}
