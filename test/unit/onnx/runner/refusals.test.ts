import { strict as assert } from 'node:assert';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../../src/engine/userError.ts';
import { type NetworkStructure } from '../../../../src/onnx/structure.ts';
import { type RunnerOptions } from '../../../../src/onnx/runner.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import {
  type GraphParts,
  initializer,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from './modelFile.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');

function refusal(pattern: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, pattern);
    assert.equal(error.message.split('\n').length, 1);
    return true;
  };
}

const unchanged = (): Partial<RunnerOptions> => ({});

function dense(dims: readonly (number | string)[], weight: Float32Array): GraphParts {
  return {
    inputs: [value('x', 'float32', dims)],
    outputs: [value('y', 'float32', ['N', 2])],
    initializers: [initializer('w', 'float32', [3, 2], weight)],
    nodes: [node('MatMul', ['x', 'w'], ['z']), node('Relu', ['z'], ['y'])],
  };
}

const ones = new Float32Array(6).fill(1);

describe('the runner refuses in one sentence', () => {
  it('an operator ONNX Runtime does not have, naming model and operator', async () => {
    const path = join(fixtures, 'custom-operator.onnx');
    const opened = withRunner(path, unchanged, () => Promise.resolve());
    await assert.rejects(opened, refusal(/custom-operator\.onnx.*acme:Wobble/));
  });

  it('an operator without a kernel for its element type, naming the node', async () => {
    const parts: GraphParts = {
      inputs: [value('x', 'float64', ['N', 1, 3, 3])],
      outputs: [value('y', 'float64', ['N', 1, 3, 3])],
      initializers: [initializer('w', 'float64', [1, 1, 1, 1], Float64Array.of(1))],
      nodes: [node('Conv', ['x', 'w'], ['z']), node('Relu', ['z'], ['y'])],
    };
    await withModelFile(parts, async (path) => {
      const opened = withRunner(path, unchanged, () => Promise.resolve());
      await assert.rejects(opened, refusal(/model\.onnx.*no CPU kernel for Conv .* at node "z"/));
    });
  });

  it('a model with a second input, naming both', async () => {
    const path = join(fixtures, 'two-float-inputs.onnx');
    const opened = withRunner(path, unchanged, () => Promise.resolve());
    await assert.rejects(
      opened,
      refusal(/two-float-inputs\.onnx has several inputs \("x", "extra"\); hold all but one/),
    );
  });

  it('an input the model does not have', async () => {
    const path = join(fixtures, 'dense.onnx');
    const opened = withRunner(
      path,
      () => ({ input: 'pixels' }),
      () => Promise.resolve(),
    );
    await assert.rejects(
      opened,
      refusal(/dense\.onnx has no float input named "pixels": choose one of "x"/),
    );
  });

  it('an input with an open dimension, unless told the shape of a sample', async () => {
    await withModelFile(dense(['N', 'features'], ones), async (path) => {
      const opened = withRunner(path, unchanged, () => Promise.resolve());
      await assert.rejects(
        opened,
        refusal(/Input "x" of model\.onnx leaves dimension "features" open/),
      );
      await withRunner(
        path,
        () => ({ sampleShape: [3] }),
        async ({ runner }) => {
          const { logits } = await runner.run(Float32Array.of(1, 2, 3), 1);
          assert.deepEqual(logits, Float32Array.of(6, 6));
        },
      );
    });
  });

  it('a batch that no memory holds', async () => {
    for (const rows of [2 ** 53 - 1, 2 ** 40]) {
      await withModelFile(dense([rows, 3], ones), async (path) => {
        const opened = withRunner(path, unchanged, () => Promise.resolve());
        await assert.rejects(opened, refusal(/"x" of model\.onnx takes \d+ numbers at once/));
      });
    }
  });

  it('NaN and infinite outputs, naming the value and the first row', async () => {
    await withModelFile(dense(['N', 3], ones), async (path) => {
      await withRunner(
        path,
        () => ({ values: ['z'], logits: false }),
        async ({ runner }) => {
          const run = (bad: number) =>
            runner.run(Float32Array.of(1, 1, 1, 1, bad, 1, bad, 1, 1), 3);
          await assert.rejects(run(NaN), refusal(/model\.onnx gives NaN in "z" for row 1 /));
          await assert.rejects(
            run(-Infinity),
            refusal(/model\.onnx gives an infinity in "z" for row 1 /),
          );
          assert.equal((await run(2)).rows, 3);
        },
      );
    });
  });

  it('a model that was written anew after it was opened, not one that was only deleted', async () => {
    await withModelFile(dense(['N', 3], ones), async (path) => {
      const model = await openModel(path);
      const structure: NetworkStructure = await analyseStructure(model);
      const options = { structure, taps: [], values: [], logits: true };
      await utimes(path, 1, 1);
      await assert.rejects(
        createRunner(model, options),
        refusal(/model\.onnx changed while it was read/),
      );
      await model.close();

      const deleted = await openModel(path);
      await rm(path);
      const runner = await createRunner(deleted, options);
      assert.equal((await runner.run(Float32Array.of(1, 1, 1), 1)).rows, 1);
      await runner.close();
      await deleted.close();
    });
  });
});
