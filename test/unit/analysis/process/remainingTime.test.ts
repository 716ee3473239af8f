import { strict as assert } from 'node:assert';
import { RemainingTime, remainingText } from '../../../../src/analysis/process/remainingTime.ts';

describe('the remaining time', () => {
  it('follows the pace of the stage at hand', () => {
    let now = 0;
    const remaining = new RemainingTime(() => now);
    assert.equal(remaining.estimate('a', 0, 100), undefined);
    now = 4000;
    assert.equal(remaining.estimate('a', 20, 100), 16);
    now = 8000;
    assert.equal(remaining.estimate('a', 80, 100), 2);
  });

  it('is not known at the beginning of a stage, nor of one that starts again, nor without a total', () => {
    let now = 0;
    const remaining = new RemainingTime(() => now);
    remaining.estimate('a', 50, 100);
    now = 10_000;
    assert.equal(remaining.estimate('b', 50, 100), undefined);
    now = 20_000;
    assert.equal(remaining.estimate('b', 10, 100), undefined);
    assert.equal(remaining.estimate('b', 10, 100), undefined);
    now = 30_000;
    assert.equal(remaining.estimate('b', 20, 0), undefined);
  });

  it('is said in round numbers', () => {
    assert.deepEqual([undefined, 0.2, 7.6, 38, 58, 130, 7300].map(remainingText), [
      '',
      'about 1 s left',
      'about 8 s left',
      'about 40 s left',
      'about 1 min left',
      'about 2 min left',
      'about 2 h left',
    ]);
  });
});
