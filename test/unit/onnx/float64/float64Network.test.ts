import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { mnistImages, mnistLayers } from '../../../support/mnistNet.ts';
import { preActivations } from '../../../support/denseReluNetwork.ts';
import { sharedPath } from '../../../support/sharedData.ts';
import { rowOf } from '../../../../src/engine/linalg/matrix.ts';

async function withNetwork(
  file: string,
  use: (network: Float64Network, path: string) => Promise<void>,
): Promise<void> {
  const model = await openModel(file);
  try {
    const network = await Float64Network.open(model, await analyseStructure(model));
    try {
      await use(network, file);
    } finally {
      await network.close();
    }
  } finally {
    await model.close();
  }
}

/** Float32 class scores of the model itself. */
async function float32Scores(
  file: string,
  input: Float32Array,
  rows: number,
): Promise<Float32Array> {
  const model = await openModel(file);
  const structure = await analyseStructure(model);
  const runner = await createRunner(model, { structure, taps: [], values: [], logits: true });
  try {
    return (await runner.run(input, rows)).logits ?? new Float32Array(0);
  } finally {
    await runner.close();
    await model.close();
  }
}

describe('Float64Network on the shared models', () => {
  const models = [
    'mnist-net_256x2.onnx',
    'mnist_relu_9_200.onnx',
    'Convnet_maxpool.onnx',
    'resnet_2b.onnx',
    'cifar10_small.onnx',
    'ACASXU_run2a_1_1_batch_2000.onnx',
    'random-mlp64x2_s0.onnx',
  ];
  for (const name of models) {
    it(`reproduces the class scores of ${name} to float32 accuracy`, async function () {
      const file = sharedPath('models', name);
      if (file === undefined) return this.skip();
      await withNetwork(file, async (network) => {
        const rng = randomGenerator(5);
        const rows = 20;
        const input = Float32Array.from({ length: rows * network.inputLength }, () => rng.normal());
        const float32 = await float32Scores(file, input, rows);
        const float64 = await network.evaluate(
          Float64Array.from(input),
          rows,
          network.sites.length,
        );
        assert.equal(float64.length, float32.length);
        const scale = float32.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
        for (const [i, score] of float32.entries()) {
          assert.ok(Math.abs(score - float64[i]) <= 1e-5 * scale, `${score} ${float64[i]}`);
        }
      });
    });

    it(`gives the same values on a plane of ${name} as at its points`, async function () {
      const file = sharedPath('models', name);
      if (file === undefined) return this.skip();
      await withNetwork(file, async (network) => {
        const rng = randomGenerator(6);
        const vector = () => Float64Array.from({ length: network.inputLength }, () => rng.normal());
        const [origin, u, v] = [vector(), vector(), vector()];
        const plane = await network.restrict(origin, [u, v]);
        const coordinates = Float64Array.of(0, 0, 0.5, -0.25, -1, 1);
        const points = new Float64Array(3 * network.inputLength);
        for (let row = 0; row < 3; row++) {
          for (let i = 0; i < network.inputLength; i++) {
            points[row * network.inputLength + i] =
              origin[i] + coordinates[2 * row] * u[i] + coordinates[2 * row + 1] * v[i];
          }
        }
        for (let site = 0; site <= network.sites.length; site++) {
          const onPlane = await plane.evaluate(coordinates, 3, site);
          const atPoints = await network.evaluate(points, 3, site);
          const scale = atPoints.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
          for (let i = 0; i < atPoints.length; i++) {
            assert.ok(Math.abs(onPlane[i] - atPoints[i]) <= 1e-12 * scale, `site ${site}`);
          }
        }
        await plane.close();
      });
    });
  }

  it('gives the pre-activations of mnist-net_256x2 that plain float64 loops give', async function () {
    const file = sharedPath('models', 'mnist-net_256x2.onnx');
    const layers = mnistLayers();
    const [image] = mnistImages('t10k', 1) ?? [];
    if (file === undefined || !layers || !image) return this.skip();
    const rows = layers.map(({ weights, bias }) => ({
      weights: Array.from({ length: weights.rows }, (_, unit) => rowOf(weights, unit)),
      bias,
    }));
    const expected = preActivations(rows, image);
    await withNetwork(file, async (network) => {
      for (const [site, z] of expected.entries()) {
        const found = await network.evaluate(image, 1, site);
        z.forEach((value, unit) => assert.ok(Math.abs(value - found[unit]) < 1e-11));
      }
    });
  });

  it('refuses a smooth model and names the node and its operator', async function () {
    const file = sharedPath('models', 'ffnnSIGMOID__Point_6x200.onnx');
    if (file === undefined) return this.skip();
    await assert.rejects(
      withNetwork(file, () => Promise.resolve()),
      /node "Sigmoid_6" \(Sigmoid\).*smooth/,
    );
  });

  it('counts the regions between MNIST test images that the specification lists', async function () {
    const file = sharedPath('models', 'mnist-net_256x2.onnx');
    const images = mnistImages('t10k', 11);
    if (file === undefined || !images) return this.skip();
    const expected = [
      [0, 1, 88],
      [0, 2, 95],
      [3, 10, 9],
      [7, 8, 152],
      [0, 3, 76],
    ];
    await withNetwork(file, async (network) => {
      for (const [from, to, regions] of expected) {
        const step = images[to].map((value, i) => value - images[from][i]);
        const line = await network.restrict(images[from], [step]);
        assert.equal((await exactPath(line)).regions, regions, `${from} to ${to}`);
        await line.close();
      }
    });
  });
});
