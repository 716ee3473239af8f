import { strict as assert } from 'node:assert';
import { explorePath } from '../../../../../src/analysis/exploration/path/path.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { mnistImages, mnistLayers } from '../../../../support/mnistNet.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { rowOf } from '../../../../../src/engine/linalg/matrix.ts';
import { sharedPath } from '../../../../support/sharedData.ts';

const model = sharedPath('models', 'mnist-net_256x2.onnx');
const samples = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');

describe('explorePath', () => {
  it('gives the length, regions and classes of a path between two MNIST images', async function () {
    if (model === undefined || samples === undefined) return this.skip();
    const request = { model, samples: { samples }, preprocess: { scale: 255 }, from: 0, to: 1 };
    const result = await explorePath({ ...request, beyond: true }, silentProgress);
    assert.ok(Math.abs(result.length - 11.27) < 0.005);
    assert.equal(result.regions, 88);
    assert.equal(result.breakpoints.length, 87);
    assert.deepEqual(
      [...result.breakpoints].sort((a, b) => a - b),
      result.breakpoints,
    );
    assert.equal(result.layers.length, 87);
    assert.equal(result.classes.length, 88);
    assert.equal(
      result.perLayer.reduce((sum, layer) => sum + layer.breakpoints, 0),
      87,
    );
    assert.equal(result.scores.length, 89);
    assert.ok(result.beyond?.breakpoints.every((t) => t > 1));
  });

  it('switches its class where a separate float64 network finds the two scores equal', async function () {
    const layers = mnistLayers();
    const images = mnistImages('t10k', 2);
    if (model === undefined || samples === undefined || !layers || !images) return this.skip();
    const dense = layers.map(({ weights, bias }) => ({
      weights: Array.from({ length: weights.rows }, (_, unit) => rowOf(weights, unit)),
      bias,
    }));
    const request = { model, samples: { samples }, preprocess: { scale: 255 }, from: 0, to: 1 };
    const { decisionChanges } = await explorePath(request, silentProgress);
    assert.ok(decisionChanges.length > 0);
    for (const { t, from, to } of decisionChanges) {
      const x = images[0].map(
        (value, i) => Math.fround(value) * (1 - t) + t * Math.fround(images[1][i]),
      );
      const scores = preActivations(dense, x).at(-1) ?? [];
      assert.ok(Math.abs(scores[from] - scores[to]) < 1e-9);
      assert.ok(Math.max(...scores) - scores[to] < 1e-9);
    }
  });

  it('names a sample that is not there', async function () {
    if (model === undefined || samples === undefined) return this.skip();
    await assert.rejects(
      explorePath({ model, samples: { samples }, from: 0, to: 10_000 }, silentProgress),
      /no sample 10000 in .*: it has 10000, counted from 0/,
    );
  });
});
