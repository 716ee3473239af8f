import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { bindInputs, heldAt } from '../../../../src/onnx/rewriting/bindInputs.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import { fixture } from '../fixtureOracle.ts';
import { rawValues } from '../runner/modelFile.ts';

const path = fixture('two-float-inputs');

describe('bindInputs', () => {
  it('computes what the model computes with that value fed', async () => {
    const whole = await openModel(path);
    const width = whole.graph.inputs.map(({ shape }) => Number(shape![1]));
    const row = Float32Array.from({ length: width[0] }, (_, i) => 0.5 - i);
    const { model, bound } = bindInputs(whole, ['x'], { extra: 2 });
    assert.deepEqual(bound, ['extra']);
    assert.deepEqual(
      model.graph.inputs.map(({ name }) => name),
      ['x'],
    );
    const structure = await analyseStructure(model);
    const runner = await createRunner(model, { structure, taps: [], values: [], logits: true });
    const { logits } = await runner.run(row, 1);
    const raw = await rawValues(readFileSync(path), [structure.logits], {
      x: { data: row, dims: [1, width[0]] },
      extra: { data: new Float32Array(width[1]).fill(2), dims: [1, width[1]] },
    });
    raw.get(structure.logits)!.data.forEach((value, i) => {
      assert.ok(Math.abs(value - logits![i]) < 1e-5);
    });
    await runner.close();
    await model.close();
  });

  it('holds an input at 0 when nothing is said about it', async () => {
    const whole = await openModel(path);
    assert.deepEqual(bindInputs(whole, ['x']).bound, ['extra']);
    await whole.close();
  });

  it('shows every word to a model of language when nothing is said about its mask', () => {
    const masks = ['attention_mask', 'input_mask', 'serving_default_attention_mask:0'];
    assert.deepEqual(masks.map(heldAt), [1, 1, 1]);
    const others = ['token_type_ids', 'mask', 'masked_lm_labels', 'loss_mask'];
    assert.deepEqual(others.map(heldAt), [0, 0, 0, 0]);
  });

  it('returns a model with one input as it is', async () => {
    const whole = await openModel(fixture('dense'));
    assert.equal(bindInputs(whole, ['x']).model, whole);
    await whole.close();
  });

  it('lists the other inputs when it does not know a name', async () => {
    const whole = await openModel(path);
    assert.throws(() => bindInputs(whole, ['x'], { mask: 1 }), {
      name: 'UserError',
      message: /no input "mask".*besides "x" are "extra"/,
    });
    await whole.close();
  });
});
