import { strict as assert } from 'node:assert';
import { auroc } from '../../../../src/engine/stats/auroc.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** The definition: share of (positive, negative) pairs in the right order, ties one half. */
function pairShare(scores: number[], positive: boolean[]): number {
  let wins = 0;
  let pairs = 0;
  scores.forEach((high, i) => {
    if (!positive[i]) return;
    scores.forEach((low, j) => {
      if (positive[j]) return;
      pairs++;
      wins += high > low ? 1 : high === low ? 0.5 : 0;
    });
  });
  return wins / pairs;
}

describe('auroc', () => {
  it('equals the share of ordered pairs, with many ties', () => {
    const rng = randomGenerator(3);
    for (let round = 0; round < 20; round++) {
      const scores = Array.from({ length: 60 }, () => rng.integer(9));
      const positive = scores.map((score) => rng.uniform() < 0.2 + score / 20);
      const area = auroc(scores, positive);
      assert.ok(area !== undefined && Math.abs(area - pairShare(scores, positive)) < 1e-12);
    }
  });

  it('is 1 for a perfect detector, 0 for its mirror image and ½ for a constant', () => {
    assert.equal(auroc([1, 2, Infinity], [0, 0, 1]), 1);
    assert.equal(auroc([1, 2, Infinity], [1, 1, 0]), 0);
    assert.equal(auroc([4, 4, 4], [1, 0, 1]), 0.5);
  });

  it('has no value without a positive or without a negative', () => {
    assert.equal(auroc([1, 2], [true, true]), undefined);
    assert.equal(auroc([1, 2], [false, false]), undefined);
    assert.equal(auroc([], []), undefined);
  });

  it('refuses NaN and unequal lengths', () => {
    assert.throws(() => auroc([1, NaN, 2], [0, 1, 0]), RangeError);
    assert.throws(() => auroc([1, 2], [0]), RangeError);
  });
});
