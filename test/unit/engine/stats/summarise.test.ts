import { strict as assert } from 'node:assert';
import { summarise } from '../../../../src/engine/stats/summarise.ts';

describe('summarise', () => {
  it("gives numpy's linearly interpolated quantiles", () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], …) and .std()
    const summary = summarise([3, 1, 4, 1, 5, 9, 2, 6]);
    assert.deepEqual(
      [summary.min, summary.q25, summary.median, summary.q75, summary.max],
      [1, 1.75, 3.5, 5.25, 9],
    );
    assert.ok(Math.abs(summary.q05 - 1) < 1e-15);
    assert.ok(Math.abs(summary.q95 - 7.95) < 1e-14);
    assert.equal(summary.mean, 3.875);
    assert.ok(Math.abs(summary.std - 2.5708704751503917) < 1e-14);
  });

  it('leaves its argument as it was', () => {
    const values = Float32Array.of(3, 1, 2);
    summarise(values);
    assert.deepEqual([...values], [3, 1, 2]);
  });

  it('describes one value and equal values without spread', () => {
    assert.equal(summarise([0.1]).std, 0);
    const equal = summarise(new Float64Array(7).fill(0.1));
    assert.deepEqual([equal.min, equal.mean, equal.median, equal.std], [0.1, 0.1, 0.1, 0]);
  });

  it('keeps the deviation under a large offset', () => {
    assert.ok(Math.abs(summarise([1e9 + 1, 1e9 + 2, 1e9 + 3]).std - Math.sqrt(2 / 3)) < 1e-9);
  });

  it('refuses what has no finite summary', () => {
    for (const values of [[], [1, NaN], [1, Infinity], [-Infinity, 1]]) {
      assert.throws(() => summarise(values), RangeError);
    }
  });
});
