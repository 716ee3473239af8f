import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { joinInputs } from '../../../../src/onnx/rewriting/joinInputs.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import { initializer, modelBytes, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { fixture } from '../fixtureOracle.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';

describe('joinInputs', () => {
  it('computes what the model computes with its inputs fed one by one, for any number of rows', async () => {
    const path = fixture('two-float-inputs');
    const whole = await openModel(path);
    const [x, extra] = whole.graph.inputs.map(({ name, shape }) => ({
      name,
      shape: [Number(shape![1])],
    }));
    const { model, input } = joinInputs(whole, [x, extra]);
    assert.deepEqual(
      model.graph.inputs.map(({ name, shape }) => [name, shape]),
      [[input, ['N', x.shape[0] + extra.shape[0]]]],
    );
    const rows = 5;
    const [first, second] = [x, extra].map(({ shape }, i) =>
      Float32Array.from({ length: rows * shape[0] }, (_, k) => Math.sin(7 * k + i)),
    );
    const joint = Float32Array.from(
      Array.from({ length: rows }, (_, row) => [
        ...first.subarray(row * x.shape[0], (row + 1) * x.shape[0]),
        ...second.subarray(row * extra.shape[0], (row + 1) * extra.shape[0]),
      ]).flat(),
    );
    const structure = await analyseStructure(model);
    const runner = await createRunner(model, { structure, taps: [], values: [], logits: true });
    const { logits } = await runner.run(joint, rows);
    const raw = await rawValues(readFileSync(path), [structure.logits], {
      [x.name]: { data: first, dims: [rows, ...x.shape] },
      [extra.name]: { data: second, dims: [rows, ...extra.shape] },
    });
    assert.deepEqual([...logits!], raw.get(structure.logits)!.data);
    await runner.close();
    await whole.close();
  });

  it('gives each part its shape and its type, and frees a batch of 1', async () => {
    // y = relu(x) · double(scale) where mask is true, else 0; x 1×2×2 and scale 1×1×2 with the batch fixed.
    const parts = {
      nodes: [
        node('Relu', ['x'], ['r']),
        node('Cast', ['scale'], ['s'], { to: 1 }),
        node('Mul', ['r', 's'], ['p']),
        node('Where', ['mask', 'p', 'zero'], ['y']),
      ],
      inputs: [
        value('x', 'float32', [1, 2, 2]),
        value('scale', 'float64', [1, 1, 2]),
        value('mask', 'bool', [1, 2, 1]),
      ],
      outputs: [value('y', 'float32', [1, 2, 2])],
      initializers: [initializer('zero', 'float32', [], Float32Array.of(0))],
    };
    await withModelFile(modelBytes(parts), async (path) => {
      const whole = await openModel(path);
      const { model } = joinInputs(whole, [
        { name: 'x', shape: [2, 2] },
        { name: 'scale', shape: [1, 2] },
        { name: 'mask', shape: [2, 1] },
      ]);
      const structure = await analyseStructure(model);
      const runner = await createRunner(model, { structure, taps: [], values: [], logits: true });
      const rows = Float32Array.of(1, -2, 3, 4, 10, 100, 0, 1, 5, 6, 7, 8, 2, 3, 1, 0);
      const { logits } = await runner.run(rows, 2);
      assert.deepEqual([...logits!], [0, 0, 30, 400, 10, 18, 0, 0]);
      await runner.close();
      await whole.close();
    });
  });
});
