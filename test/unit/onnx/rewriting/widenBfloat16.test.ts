import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { widenBfloat16 } from '../../../../src/onnx/rewriting/widenBfloat16.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import { fixture } from '../fixtureOracle.ts';

describe('widenBfloat16', () => {
  it('makes a model that runs, and computes with the stored weights', async () => {
    const model = await openModel(fixture('bfloat16'));
    const wide = await widenBfloat16(model);
    const structure = await analyseStructure(wide);
    const [dense, out] = await Promise.all(
      structure.layers.map((layer) => readLayerWeights(wide, layer)),
    );
    const runner = await createRunner(wide, { structure, taps: [], values: [], logits: true });
    const x = [0.5, -1, 2];
    const { logits } = await runner.run(Float32Array.from(x), 1);
    const product = (
      rows: { readonly data: Float64Array; readonly columns: number },
      v: number[],
    ) =>
      Array.from({ length: rows.data.length / rows.columns }, (_, i) =>
        v.reduce((sum, value, j) => sum + value * rows.data[i * rows.columns + j], 0),
      );
    const hidden = product(dense.weights, x).map((z) => Math.max(0, z));
    product(out.weights, hidden).forEach((expected, i) => {
      assert.ok(Math.abs(expected - logits![i]) < 1e-5);
    });
    await runner.close();
    await model.close();
  });

  it('leaves a model without bfloat16 as it is', async () => {
    const model = await openModel(fixture('dense'));
    assert.equal(await widenBfloat16(model), model);
    await model.close();
  });
});
