import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { extractPart } from '../../../../src/onnx/rewriting/extractPart.ts';
import { fixture } from '../fixtureOracle.ts';

const between = (from: string, to: string, width: number) => ({
  from,
  to,
  shape: ['rows', width],
  type: 'float32',
});

describe('extractPart', () => {
  it('keeps the layers between two values, with the weights they have in the whole', async () => {
    const whole = await openModel(fixture('matmul-add-orders'));
    const part = extractPart(whole, between('a1', 'a3', 4));
    const layers = (await analyseStructure(whole)).layers.slice(1, 3);
    const found = await analyseStructure(part);
    assert.deepEqual(
      found.layers.map(({ name, site }) => [name, site?.op]),
      layers.map(({ name, site }) => [name, site?.op]),
    );
    for (const [i, layer] of found.layers.entries()) {
      const expected = await readLayerWeights(whole, layers[i]);
      assert.deepEqual(await readLayerWeights(part, layer), expected);
    }
    assert.deepEqual([...part.graph.initializers.keys()].sort(), ['b2', 's3', 'w2', 'w3']);
    await part.close();
  });

  const refusals = [
    ['nowhere', 'y', /no value named "nowhere"/],
    ['a2', 'a1', /"a1" of .* does not depend on "a2"/],
  ] as const;
  for (const [from, to, message] of refusals) {
    it(`refuses a part from ${from} to ${to}`, async () => {
      const whole = await openModel(fixture('matmul-add-orders'));
      assert.throws(() => extractPart(whole, between(from, to, 4)), { name: 'UserError', message });
      await whole.close();
    });
  }

  it('refuses a part with a path around its beginning', async () => {
    const whole = await openModel(fixture('two-float-inputs'));
    assert.throws(() => extractPart(whole, between('z', 'y', 4)), {
      name: 'UserError',
      message: /depends on the input "extra" also around "z"/,
    });
    await whole.close();
  });

  it('refuses a part with a sub-graph in it', async () => {
    const whole = await openModel(fixture('if-body'));
    assert.throws(() => extractPart(whole, between('a', 'y', 3)), { message: /the If "branch"/ });
    await whole.close();
  });
});
