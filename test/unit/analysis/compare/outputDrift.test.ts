import { strict as assert } from 'node:assert';
import { OutputDrift } from '../../../../src/analysis/compare/outputDrift.ts';
import { UserError } from '../../../../src/engine/userError.ts';

const first = Float32Array.of(3, 0, 0, 4);
const second = Float32Array.of(3, 1, 2, 4);

describe('OutputDrift', () => {
  it('relates the difference of all outputs to the size of the first, however they come in chunks', () => {
    const whole = new OutputDrift({ labels: undefined }, 'numbers', 2);
    whole.add(first, second);
    const chunks = new OutputDrift({ labels: undefined }, 'numbers', 2);
    for (const start of [0, 2]) {
      chunks.add(first.subarray(start, start + 2), second.subarray(start, start + 2));
    }
    assert.deepEqual(chunks.result(), whole.result());
    // √((1² + 2²) / (3² + 4²))
    assert.equal(whole.result().relativeDifference, Math.sqrt(5 / 25));
    assert.deepEqual(
      [whole.result().scoreDifference.min, whole.result().scoreDifference.max],
      [1, 2],
    );
  });

  it('finds no classes among numbers, and their errors against the numbers to predict', () => {
    const refusal = new UserError('none');
    const targets = { values: Float32Array.of(3, 0, 3, 0), width: 2, refusal };
    const drift = new OutputDrift({ labels: undefined, targets }, 'numbers', 2);
    drift.add(first.subarray(0, 2), second.subarray(0, 2));
    drift.add(first.subarray(2), second.subarray(2));
    const { decisions, accuracy, errors } = drift.result();
    assert.deepEqual([decisions, accuracy], [null, null]);
    // ‖(0, 0)‖ and ‖(−3, 4)‖; ‖(0, 1)‖ and ‖(−1, 4)‖.
    assert.equal(errors!.first.mean, (0 + 5) / 2);
    assert.equal(errors!.second.mean, (1 + Math.sqrt(17)) / 2);
  });

  it('counts the signs of one output that change, but no accuracy', () => {
    const drift = new OutputDrift({ labels: undefined }, 'sign', 1);
    drift.add(Float32Array.of(-1, 2, 3), Float32Array.of(1, 2, 4));
    assert.deepEqual(drift.result().decisions, { changed: 1, samples: [0] });
    assert.equal(drift.result().accuracy, null);
  });

  it('has the accuracy of both where outputs are scores of labelled classes', () => {
    const drift = new OutputDrift({ labels: Int32Array.of(0, 1) }, 'classes', 2);
    drift.add(first, second);
    assert.deepEqual(drift.result().accuracy, { first: 1, second: 1 });
  });

  it('relates nothing to outputs that are all 0', () => {
    const drift = new OutputDrift({ labels: undefined }, 'numbers', 1);
    drift.add(Float32Array.of(0), Float32Array.of(1));
    assert.equal(drift.result().relativeDifference, null);
  });
});
