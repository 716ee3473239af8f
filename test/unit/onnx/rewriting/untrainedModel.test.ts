import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import { type Model } from '../../../../src/onnx/model.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { untrainedModel } from '../../../../src/onnx/rewriting/untrainedModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import type { LayerWeights, NetworkStructure } from '../../../../src/onnx/structure.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');

interface Drawn {
  readonly structure: NetworkStructure;
  readonly untrained: Model;
  readonly again: NetworkStructure;
}

async function drawn<T>(path: string, use: (drawn: Drawn) => Promise<T>, seed = 5): Promise<T> {
  const model = await openModel(path);
  try {
    const structure = await analyseStructure(model);
    const input = model.graph.inputs[0].name;
    const untrained = await untrainedModel(model, structure, input, randomGenerator(seed));
    return await use({ structure, untrained, again: await analyseStructure(untrained) });
  } finally {
    await model.close();
  }
}

function weightsOf({ untrained, again }: Drawn): Promise<LayerWeights[]> {
  return Promise.all(again.layers.map((layer) => readLayerWeights(untrained, layer)));
}

const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('untrainedModel', () => {
  it('draws weights of the variance that keeps the scale, and small biases', async () => {
    await drawn(digitsRequest.model, async (all) => {
      const layers = await weightsOf(all);
      for (const [index, { weights, bias }] of layers.entries()) {
        const { fanIn, site, name, op } = all.again.layers[index];
        const variance = (site ? 2 : 1) / fanIn;
        // The mean square of n normal numbers has a relative standard error of √(2 / n).
        const error = Math.abs(meanSquare(weights.data) / variance - 1);
        assert.ok(error < 4 * Math.sqrt(2 / weights.data.length), name);
        const reach = 1 / Math.sqrt(fanIn) + 1e-7;
        const isWithin = bias.every((value) => Math.abs(value) <= reach);
        assert.ok(isWithin, name);
        // Convolutions of the sample have no bias, only the batch normalisation behind them.
        assert.equal(
          bias.every((value) => value === 0),
          op === 'Conv',
        );
      }
    });
  });

  it('keeps the architecture: layers, switches and their names', async () => {
    for (const path of [digitsRequest.model, join(fixtures, 'residual-sums.onnx')]) {
      await drawn(path, ({ structure, again }) => {
        const names = ({ layers, sites }: NetworkStructure) =>
          [...layers, ...sites].map(({ name, op }) => `${name} ${op}`);
        assert.deepEqual(names(again), names(structure));
        return Promise.resolve();
      });
    }
  });

  it('resets a batch normalisation behind a layer to the identity', async () => {
    await drawn(join(fixtures, 'conv-bn-relu.onnx'), async ({ untrained, again }) => {
      const batchNormalisation = untrained.graph.nodes.find(
        ({ op }) => op === 'BatchNormalization',
      )!;
      const values = batchNormalisation.inputs
        .slice(1)
        .map((name) => untrained.graph.initializers.get(name)!);
      const [scale, shift, mean, variance] = await Promise.all(
        values.map((tensor) => untrained.readTensor(tensor)),
      );
      assert.ok(scale.every((value) => value === 1) && variance.every((value) => value === 1));
      assert.ok(shift.every((value) => value === 0) && mean.every((value) => value === 0));
      assert.ok(again.piecewiseLinear);
    });
  });

  it('depends on the seed alone', async () => {
    const bytes = (seed: number) =>
      drawn(
        digitsRequest.model,
        ({ untrained }) => Promise.resolve(Buffer.from(untrained.encoded()!)),
        seed,
      );
    const [a, b, c] = [await bytes(1), await bytes(1), await bytes(2)];
    assert.ok(a.equals(b));
    assert.ok(!a.equals(c));
  });

  for (const name of [
    'float16',
    'float64',
    'quantised-weights',
    'gemm-variants',
    'matmul-add-orders',
    'grouped-convs',
    'conv-transpose',
    'nhwc',
  ]) {
    it(`makes a model that runs of ${name}`, async () => {
      await drawn(join(fixtures, `${name}.onnx`), async ({ untrained, again }) => {
        const options = { structure: again, taps: [], values: [], logits: true };
        const runner = await createRunner(untrained, options);
        try {
          const rng = randomGenerator(0);
          const rows = Float32Array.from({ length: 2 * runner.inputLength }, () => rng.normal());
          const { logits } = await runner.run(rows, 2);
          assert.ok(logits!.every(Number.isFinite));
        } finally {
          await runner.close();
        }
      });
    });
  }
});
