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

describe('a model of words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
  after(() => rmSync(folder, { recursive: true }));

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
