import { strict as assert } from 'node:assert';
import { firstNonFinite } from '../../../../src/engine/linalg/firstNonFinite.ts';

describe('firstNonFinite', () => {
  it('finds NaN and infinities wherever they stand, and nothing among the largest and smallest numbers', () => {
    const finite = [0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 1];
    assert.equal(firstNonFinite(Float64Array.from(finite)), -1);
    assert.equal(firstNonFinite(new Float64Array(0)), -1);
    for (const bad of [NaN, Infinity, -Infinity]) {
      for (let at = 0; at < finite.length; at++) {
        const values = Float64Array.from(finite);
        values[at] = bad;
        values[finite.length - 1] = bad;
        assert.equal(firstNonFinite(values), at);
      }
    }
  });
});
