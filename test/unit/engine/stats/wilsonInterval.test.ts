import { strict as assert } from 'node:assert';
import { wilsonInterval } from '../../../../src/engine/stats/wilsonInterval.ts';

describe('wilsonInterval', () => {
  it('solves |p − k/n| = z √(p(1 − p)/n), the equation that defines it', () => {
    const z = 1.959963984540054;
    for (const [successes, n] of [
      [1, 10],
      [340, 1000],
      [967, 1000],
      [5, 7],
    ]) {
      for (const p of wilsonInterval(successes, n)) {
        const distance = Math.abs(p - successes / n);
        assert.ok(Math.abs(distance - z * Math.sqrt((p * (1 - p)) / n)) < 1e-12);
      }
    }
  });

  it('stays in [0, 1] and opens to one side at the ends', () => {
    const [low, high] = wilsonInterval(0, 1000);
    assert.equal(low, 0);
    assert.ok(high > 0.003 && high < 0.004);
    assert.deepEqual(
      wilsonInterval(1000, 1000).map((end) => 1 - end),
      [1 - wilsonInterval(1000, 1000)[0], 0],
    );
  });

  it('knows nothing from no trials', () => {
    assert.deepEqual(wilsonInterval(0, 0), [0, 1]);
  });

  it('refuses more successes than trials', () => {
    assert.throws(() => wilsonInterval(3, 2), RangeError);
  });
});
