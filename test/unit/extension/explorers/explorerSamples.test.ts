import { strict as assert } from 'node:assert';
import { ExplorerSamples } from '../../../../src/extension/explorers/explorerSamples.ts';

const settings = {
  train: { samples: '/data/train.npz#images' },
  test: { samples: '/data/test.npz#images', labels: '/data/test.npz#labels' },
  preprocess: { scale: 16 },
  threads: 2,
};

describe('ExplorerSamples', () => {
  it('puts the files of a set into a request, and what model-geometry.json says of the model', () => {
    const samples = new ExplorerSamples('/m.onnx', settings);
    assert.deepEqual(samples.sets, ['test', 'train']);
    assert.deepEqual(samples.subject('test'), {
      model: '/m.onnx',
      samples: settings.test,
      preprocess: { scale: 16 },
      threads: 2,
    });
  });

  it('knows a model without samples', () => {
    const samples = new ExplorerSamples('/m.onnx', {});
    assert.deepEqual(samples.sets, []);
    assert.deepEqual(samples.subject(null), { model: '/m.onnx' });
    assert.throws(() => samples.subject('train'), { name: 'UserError' });
  });
});
