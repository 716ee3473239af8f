import { strict as assert } from 'node:assert';
import { chmodSync, readFileSync } from 'node:fs';
import {
  findConfiguration,
  readModelSettings,
} from '../../../../src/datasets/configuration/configuration.ts';
import { writeModelSettings } from '../../../../src/datasets/configuration/writeModelSettings.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

describe('model-geometry.json', () => {
  const files = temporaryFiles();
  const name = 'model-geometry.json';

  it('is the nearest at or above the model', async () => {
    files.write(`near/${name}`, '{ "seed": 1, "models": { "a/b/m.onnx": { "input": "far" } } }');
    files.write(`near/a/b/${name}`, '{ "models": { "m.onnx": { "input": "close" } } }');
    const model = files.path('near/a/b/m.onnx');
    assert.equal(findConfiguration(model), files.path(`near/a/b/${name}`));
    assert.deepEqual(await readModelSettings(model), { input: 'close' });
    const other = files.path('near/a/m.onnx');
    assert.equal(findConfiguration(other), files.path(`near/${name}`));
    assert.equal(await readModelSettings(other), undefined);
    const named = await readModelSettings(model, files.path(`near/${name}`));
    assert.deepEqual(named, { seed: 1, input: 'far' });
  });

  it('takes the part of a model, numbers for its further inputs, every space, and sweeps', async () => {
    const settings = {
      input: 'image',
      set: { temperature: 0.5, mask: 1 },
      from: 'features',
      to: 'logits',
      spaces: ['binary', 'features', 'patch:4', 'pool:7'],
      sweep: true,
    };
    files.write(`part/${name}`, JSON.stringify({ models: { 'net.onnx': settings } }));
    assert.deepEqual(await readModelSettings(files.path('part/net.onnx')), settings);
    for (const wrong of [
      { set: { mask: true } },
      { from: 3 },
      { spaces: ['patch:0'] },
      { sweep: 1 },
    ]) {
      files.write(`part/${name}`, JSON.stringify({ models: { 'net.onnx': wrong } }));
      const key = new RegExp(`models → net.onnx → ${Object.keys(wrong)[0]}`);
      await rejectsForUser(readModelSettings(files.path('part/net.onnx')), [key]);
    }
  });

  it('gives absolute paths, keeps array names, and completes the model by the file’s own settings', async () => {
    files.write(
      `full/${name}`,
      JSON.stringify({
        $schema: './schema.json',
        thresholds: { 'dead-units': 0.2, 'outside-hull': 0.5 },
        threads: 2,
        models: {
          'net.onnx': {
            train: { samples: 'data/train.npz#images', labels: 'data/train.npz#labels', limit: 10 },
            test: { samples: '/elsewhere/test.npy', set: { mask: 'data/test.npz#mask' } },
            set: { mask: 'data/train.npz#mask', temperature: 2 },
            preprocess: { scale: 255, mean: 0.5, std: [0.1, 0.2, 0.3], layout: 'nhwc' },
            spaces: ['input', 'pca:10', 'layer:relu 1', 'layers', 'logits'],
            thresholds: { 'dead-units': 0.4 },
            seed: 7,
          },
        },
      }),
    );
    assert.deepEqual(await readModelSettings(files.path('full/sub/net.onnx')), {
      threads: 2,
      seed: 7,
      spaces: ['input', 'pca:10', 'layer:relu 1', 'layers', 'logits'],
      train: {
        samples: files.path('full/data/train.npz#images'),
        labels: files.path('full/data/train.npz#labels'),
        limit: 10,
      },
      test: {
        samples: '/elsewhere/test.npy',
        set: { mask: files.path('full/data/test.npz#mask') },
      },
      set: { mask: files.path('full/data/train.npz#mask'), temperature: 2 },
      preprocess: { scale: 255, mean: [0.5], std: [0.1, 0.2, 0.3], layout: 'nhwc' },
      thresholds: { 'dead-units': 0.4, 'outside-hull': 0.5 },
    });
  });

  for (const [what, text, patterns] of [
    ['an unknown key', '{ "modles": {} }', [/"modles"/, /models, thresholds, seed, threads/]],
    [
      'an unknown key of a model',
      '{ "models": { "a/b.onnx": { "trian": {} } } }',
      [/"trian" in models → a\/b\.onnx/, /train, test, preprocess, input/],
    ],
    [
      'an unknown key of the data',
      '{ "models": { "m": { "train": { "samples": "x", "lables": "y" } } } }',
      [/"lables"/, /samples, labels, features, limit/],
    ],
    ['samples missing', '{ "models": { "m": { "train": {} } } }', [/train needs a "samples"/]],
    [
      'a bad limit',
      '{ "models": { "m": { "train": { "samples": "x", "limit": 0 } } } }',
      [/limit is 0/, />= 1/],
    ],
    [
      'a bad layout',
      '{ "models": { "m": { "preprocess": { "layout": "hwc" } } } }',
      [/"hwc"/, /nchw, nhwc/],
    ],
    [
      'a bad scale',
      '{ "models": { "m": { "preprocess": { "scale": 0 } } } }',
      [/scale is 0/, /> 0/],
    ],
    ['a bad space', '{ "models": { "m": { "spaces": ["pca"] } } }', [/"pca"/]],
    ['a list for a document', '[]', [/the document is \[\]/, /object/]],
    ['a comma too many', '{ "models": {}, }', [/is not JSON/]],
    ['nothing in it', '', [/is not JSON/]],
  ] as const) {
    it(`with ${what} is refused, naming file and key`, async () => {
      files.write(`bad/${name}`, text);
      const model = files.path('bad/m.onnx');
      await rejectsForUser(
        readModelSettings(model),
        [/model-geometry\.json/, ...patterns],
        'configuration',
      );
      await rejectsForUser(writeModelSettings(model, { input: 'x' }), patterns, 'configuration');
      assert.equal(readFileSync(files.path(`bad/${name}`), 'utf8'), text);
    });
  }

  it('that was named but does not exist is reported as missing', async () => {
    await rejectsForUser(
      readModelSettings('m.onnx', files.path('no.json')),
      [/no\.json/],
      'not-found',
    );
  });

  it('is made beside the model, with paths relative to it, and reads back the same', async () => {
    const model = files.write('new/net.onnx', '');
    const settings = {
      train: { samples: files.path('new/data/train.npz#images'), limit: 5 },
      test: { samples: '/elsewhere/test.npy', labels: files.path('new/labels.npy') },
      preprocess: { scale: 255, mean: [0.1, 0.2] },
    };
    const path = await writeModelSettings(model, settings);
    assert.equal(path, files.path(`new/${name}`));
    assert.deepEqual(await readModelSettings(model), settings);
    assert.match(readFileSync(path, 'utf8'), /"samples": "data\/train\.npz#images"/);
  });

  it('keeps every other character of the file when settings are written', async () => {
    const text = [
      '{',
      '\t"threads" :  2,',
      '\t"models": {',
      '\t\t"one.onnx": { "preprocess": { "mean": [0.1,   1e-3] }, "input": "x" },',
      '\t\t"two.onnx": { "input": "y" }',
      '\t}',
      '}',
      '',
    ].join('\n');
    const path = files.write(`kept/${name}`, text);
    await writeModelSettings(files.path('kept/one.onnx'), { input: 'z' });
    assert.equal(readFileSync(path, 'utf8'), text.replace('"x"', '"z"'));
    await writeModelSettings(files.path('kept/sub/three.onnx'), { seed: 3 });
    const written = readFileSync(path, 'utf8');
    assert.ok(written.includes('"mean": [0.1,   1e-3]'));
    assert.ok(written.includes('\t\t"sub/three.onnx": {\n\t\t\t"seed": 3\n\t\t}\n\t}\n}\n'));
    assert.deepEqual(await readModelSettings(files.path('kept/sub/three.onnx')), {
      threads: 2,
      seed: 3,
    });
  });

  it('forgets settings that a new choice replaces, and keeps an empty choice as an entry', async () => {
    const model = files.path('chosen/net.onnx');
    const path = files.write(
      `chosen/${name}`,
      '{ "models": { "net.onnx": { "train": { "samples": "a.npy" }, "input": "x" }, "b.onnx": {} } }',
    );
    const data = ['train', 'test', 'preprocess'] as const;
    await writeModelSettings(model, { test: { samples: files.path('chosen/t.npy') } }, data);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), {
      models: { 'net.onnx': { input: 'x', test: { samples: 't.npy' } }, 'b.onnx': {} },
    });
    await writeModelSettings(files.path('chosen/new.onnx'), {}, data);
    assert.deepEqual(await readModelSettings(files.path('chosen/new.onnx')), {});
  });

  it('without write permission is left alone, with a sentence', async function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') return this.skip();
    const path = files.write(`locked/${name}`, '{}');
    chmodSync(path, 0o444);
    await rejectsForUser(writeModelSettings(files.path('locked/m.onnx'), { seed: 1 }), [
      /Cannot write .*EACCES/,
    ]);
  });
});
