import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { randomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { initializer, modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { floatNpy } from '../datasets/support/archives.ts';

const [words, length, width] = [12, 4, 5];

/** Looks up a vector for each of four words, which ONNX Runtime refuses for a number that is no word, and classifies their mean. */
function tokenModel(): Uint8Array {
  const rng = randomGenerator(9);
  const normal = (...dims: number[]) =>
    Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => rng.normal());
  return modelBytes({
    nodes: [
      node('Gather', ['table', 'tokens'], ['vectors'], { axis: 0 }),
      node('ReduceMean', ['vectors'], ['mean'], { axes: [1], keepdims: 0 }),
      node('Gemm', ['mean', 'w0'], ['z']),
      node('Relu', ['z'], ['h']),
      node('Gemm', ['h', 'w1'], ['scores']),
    ],
    inputs: [value('tokens', 'int64', ['n', length])],
    outputs: [value('scores', 'float32', ['n', 3])],
    initializers: [
      initializer('table', 'float32', [words, width], normal(words, width)),
      initializer('w0', 'float32', [width, 6], normal(width, 6)),
      initializer('w1', 'float32', [6, 3], normal(6, 3)),
    ],
  });
}

/** Puts a vector for the kind of each word beside the one for the word, which ONNX Runtime refuses for fewer kinds than words. */
function kindsModel(): Uint8Array {
  const rng = randomGenerator(11);
  const normal = (...dims: number[]) =>
    Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => rng.normal());
  return modelBytes({
    nodes: [
      node('Gather', ['table', 'tokens'], ['words'], { axis: 0 }),
      node('Gather', ['table', 'token_type_ids'], ['kinds'], { axis: 0 }),
      node('Concat', ['words', 'kinds'], ['vectors'], { axis: 2 }),
      node('ReduceMean', ['vectors'], ['mean'], { axes: [1], keepdims: 0 }),
      node('Gemm', ['mean', 'w0'], ['z']),
      node('Relu', ['z'], ['scores']),
    ],
    inputs: ['tokens', 'token_type_ids'].map((name) => value(name, 'int64', ['n', 'words'])),
    outputs: [value('scores', 'float32', ['n', 6])],
    initializers: [
      initializer('table', 'float32', [words, width], normal(words, width)),
      initializer('w0', 'float32', [2 * width, 6], normal(2 * width, 6)),
    ],
  });
}

describe('a model of words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
  after(() => rmSync(folder, { recursive: true }));

  it('takes kinds of words that nothing was said about to be 0, one for each word', async () => {
    const model = join(folder, 'kinds.onnx');
    writeFileSync(model, kindsModel());
    const rng = randomGenerator(12);
    const rows = 30;
    const file = (name: string, numbers: readonly number[]): string => {
      const path = join(folder, name);
      writeFileSync(path, floatNpy([rows, length], numbers));
      return path;
    };
    const count = { length: rows * length };
    const train = {
      samples: file(
        'tokens.npy',
        Array.from(count, () => rng.integer(words)),
      ),
    };
    const zeros = file(
      'zeros.npy',
      Array.from(count, () => 0),
    );
    const request = { model, train, parts: ['hyperplanes'] } as const;
    const held = await diagnose(request, silentProgress);
    const given = await diagnose({ ...request, set: { token_type_ids: zeros } }, silentProgress);
    const [layer] = held.hyperplanes!.layers;
    assert.ok(layer!.activationRate!.mean > 0 && layer!.activationRate!.mean < 1);
    assert.deepEqual(layer, given.hyperplanes!.layers[0]);
  });

  it('is asked for nothing between its words, and the rest of its report is there', async () => {
    const model = join(folder, 'words.onnx');
    writeFileSync(model, tokenModel());
    const rng = randomGenerator(10);
    const rows = 60;
    const samples = join(folder, 'words.npy');
    const numbers = Array.from({ length: rows * length }, () => rng.integer(words));
    writeFileSync(samples, floatNpy([rows, length], numbers));
    const {
      model: about,
      hyperplanes,
      regions,
      extrapolation,
    } = await diagnose({ model, train: { samples }, test: { samples } }, silentProgress);
    assert.equal(hyperplanes!.layers[0]!.activationRate!.max <= 1, true);
    assert.ok(regions!.network.distinctPatterns > 1);
    assert.equal(regions!.localComplexity, undefined);
    assert.equal(extrapolation!.spaces[0]!.hull.inside, rows);
    assert.equal(extrapolation!.functionChecks, undefined);
    assert.match(
      about.limits.map(({ effect }) => effect).join('\n'),
      /there is nothing between the whole numbers of its input "tokens"/,
    );
  });
});
