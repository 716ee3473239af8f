import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { randomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { initializer, modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { floatNpy } from '../datasets/support/archives.ts';

const rng = randomGenerator(3);

function normal(count: number): number[] {
  return Array.from({ length: count }, () => rng.normal());
}

/** Rows of two channels of 4 × 4 through a convolution, a ReLU and a second convolution to three channels. */
function segmentation(): Uint8Array {
  return modelBytes({
    nodes: [
      node('Conv', ['x', 'w0'], ['z'], { pads: [1, 1, 1, 1] }),
      node('Relu', ['z'], ['h']),
      node('Conv', ['h', 'w1'], ['y']),
    ],
    inputs: [value('x', 'float32', ['n', 2, 4, 4])],
    outputs: [value('y', 'float32', ['n', 3, 4, 4])],
    initializers: [
      initializer('w0', 'float32', [5, 2, 3, 3], Float32Array.from(normal(90))),
      initializer('w1', 'float32', [3, 5, 1, 1], Float32Array.from(normal(15))),
    ],
  });
}

/** A hidden layer with the class scores behind it, and beside them a number of another meaning, last in the graph. */
function twoHeads(): Uint8Array {
  return modelBytes({
    nodes: [
      node('Gemm', ['x', 'w0'], ['z']),
      node('Relu', ['z'], ['h']),
      node('Gemm', ['h', 'w1'], ['scores']),
      node('Gemm', ['h', 'w2'], ['age']),
    ],
    inputs: [value('x', 'float32', ['n', 4])],
    outputs: [value('scores', 'float32', ['n', 3]), value('age', 'float32', ['n', 1])],
    initializers: [
      initializer('w0', 'float32', [4, 6], Float32Array.from(normal(24))),
      initializer('w1', 'float32', [6, 3], Float32Array.from(normal(18))),
      initializer('w2', 'float32', [6, 1], Float32Array.from(normal(6))),
    ],
  });
}

describe('what a model gives out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  after(() => rmSync(folder, { recursive: true }));

  function saved(name: string, bytes: Uint8Array): string {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return file;
  }

  it('is no class of a sample where there is a number for every position', async () => {
    const model = saved('segmentation.onnx', segmentation());
    const samples = saved('images.npy', floatNpy([12, 2, 4, 4], normal(384)));
    const labels = saved('labels.npy', floatNpy([12], new Array<number>(12).fill(0)));
    const data = { samples, labels };
    const report = await diagnose({ model, train: data, test: data }, silentProgress);
    assert.match(
      report.model.limits.map(({ effect }) => effect).join('\n'),
      /its output is 3 × 4 × 4 numbers a sample, which are no class scores/,
    );
    assert.equal(report.data.test?.accuracy, undefined);
    assert.equal(report.regions?.decisionDistance, undefined);
    assert.ok(report.regions!.inradius!.max > 0);
    assert.ok(report.extrapolation!.samples.every(({ predicted }) => predicted === null));
  });

  it('is compared in the last layer before the class scores, not in another output', async () => {
    const model = saved('heads.onnx', twoHeads());
    const samples = saved('rows.npy', floatNpy([20, 4], normal(80)));
    const report = await diagnose(
      { model, train: { samples }, test: { samples }, parts: ['extrapolation'] },
      silentProgress,
    );
    assert.deepEqual(
      report.extrapolation!.spaces.map(({ space }) => space),
      // Of four numbers there are no ten principal components.
      ['input', 'layer:z'],
    );
  });
});
