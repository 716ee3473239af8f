import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { fixture } from '../fixtureOracle.ts';
import { doubling, functionModel } from '../../../fuzz/targets/deepModel.ts';
import { rawValues, withModelFile, withRunner } from '../runner/modelFile.ts';

const row = Float32Array.of(0.5, -1, 2);

describe('inlineFunctions', () => {
  for (const name of ['nested-functions', 'local-function']) {
    it(`leaves what ${name} computes as the runtime has it from the functions themselves`, async () => {
      const original = await rawValues(readFileSync(fixture(name)), ['y'], {
        x: { data: row, dims: [1, 3] },
      });
      await withRunner(
        fixture(name),
        () => ({}),
        async ({ model, runner }) => {
          assert.ok(model.encoded());
          const { logits } = await runner.run(row, 1);
          const expected = original.get('y')!.data;
          logits!.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5));
        },
      );
    });
  }

  it('binds attributes of the call and names values after it', async () => {
    const model = await openModel(fixture('nested-functions'));
    const names = model.graph.nodes.map(({ name, op }) => `${op} ${name}`);
    assert.deepEqual(names, ['Gemm one#0/linear#1/gemm', 'LeakyRelu one#0/act', 'Gemm two#2/gemm']);
    const alpha = model.graph.nodes[1].attributes.get('alpha');
    assert.deepEqual(alpha, { kind: 'float', value: 0.25 });
    assert.deepEqual(model.graph.nodes[2].inputs, ['a1', 'w2', '']);
    await model.close();
  });

  it('leaves a function alone whose operators mean something else', async () => {
    const model = await openModel(fixture('foreign-function'));
    assert.equal(model.graph.nodes[0].op, 'Linear');
    await model.close();
  });

  it('refuses functions that each call the next one twice, sixty deep, before it writes them out', async () => {
    const { nodes, functions } = doubling(60);
    const bytes = functionModel(nodes, functions);
    await withModelFile(bytes, (path) =>
      assert.rejects(
        openModel(path),
        /model\.onnx is not a usable ONNX model \(its functions call/,
      ),
    );
  });
});
