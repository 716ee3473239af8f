import { strict as assert } from 'node:assert';
import { dataInput, dataInputs, dataSources } from '../../../src/onnx/dataInputs.ts';
import type { Model } from '../../../src/onnx/model.ts';

function modelWith(inputs: Readonly<Record<string, string>>): Model {
  const infos = Object.entries(inputs).map(([name, type]) => ({ name, type, shape: [1, 4] }));
  return { path: 'm.onnx', graph: { inputs: infos } } as unknown as Model;
}

describe('dataInputs', () => {
  it('takes the words of a language model, not what it remembers of earlier ones', () => {
    for (const cache of ['past_key_values.0.key', 'past_k', 'k_cache', 'cache.0']) {
      const model = modelWith({ [cache]: 'float32', input_ids: 'int64' });
      assert.equal(dataInput(model).name, 'input_ids');
      // Weights are computed from neither.
      assert.deepEqual(dataSources(model), ['input_ids', cache]);
    }
  });

  it('takes a cache where there is nothing else, and names that only contain such a word', () => {
    assert.equal(dataInput(modelWith({ past_k: 'float32' })).name, 'past_k');
    const pasture = modelWith({ pasture: 'float32', ids: 'int64' });
    assert.deepEqual(
      dataInputs(pasture).map(({ name }) => name),
      ['pasture'],
    );
  });
});
