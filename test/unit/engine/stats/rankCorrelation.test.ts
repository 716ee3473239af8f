import { strict as assert } from 'node:assert';
import {
  rankCorrelation,
  rankCorrelationInterval,
} from '../../../../src/engine/stats/rankCorrelation.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('rankCorrelation', () => {
  it('is 1 − 6 Σd² / n(n² − 1) where there are no ties', () => {
    const rng = randomGenerator(5);
    const a = Array.from({ length: 40 }, () => rng.normal());
    const b = a.map((value) => value + rng.normal());
    const rank = (values: number[], value: number) => values.filter((v) => v <= value).length;
    const squares = a.reduce((sum, value, i) => sum + (rank(a, value) - rank(b, b[i])) ** 2, 0);
    const expected = 1 - (6 * squares) / (40 * (40 ** 2 - 1));
    assert.ok(Math.abs(rankCorrelation(a, b)! - expected) < 1e-12);
  });

  it('gives ties the mean of their ranks', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5: covariance 3.75, variances 4.5 and 4.5 (scipy agrees).
    assert.ok(Math.abs(rankCorrelation([0, 1, 1, 2], [5, 6, 7, 7])! - 3.75 / 4.5) < 1e-15);
  });

  it('depends on the order alone, and turns its sign with it', () => {
    const rng = randomGenerator(6);
    const a = Array.from({ length: 30 }, () => rng.integer(12));
    const b = a.map((value) => value + rng.integer(9));
    const rho = rankCorrelation(a, b)!;
    assert.equal(
      rankCorrelation(
        a.map(Math.exp),
        b.map((value) => 1e9 * value),
      ),
      rho,
    );
    assert.ok(
      Math.abs(
        rankCorrelation(
          a.map((value) => -value),
          b,
        )! + rho,
      ) < 1e-12,
    );
    assert.equal(rankCorrelation([1, 2, Infinity], [1, 5, 9]), 1);
  });

  it('has no value where one side is constant, and refuses what is no number', () => {
    assert.equal(rankCorrelation([3, 3, 3], [1, 2, 3]), undefined);
    assert.equal(rankCorrelation([], []), undefined);
    assert.throws(() => rankCorrelation([1, NaN], [1, 2]), RangeError);
    assert.throws(() => rankCorrelation([1], [1, 2]), RangeError);
  });
});

describe('rankCorrelationInterval', () => {
  it('covers the correlation of the law in 95 of 100 samples', () => {
    const rng = randomGenerator(7);
    // Of a bivariate normal law with correlation r, Spearman's is 6/π · arcsin(r/2).
    const r = 0.6;
    const truth = (6 / Math.PI) * Math.asin(r / 2);
    let covered = 0;
    const rounds = 1000;
    for (let round = 0; round < rounds; round++) {
      const a = Array.from({ length: 60 }, () => rng.normal());
      const b = a.map((value) => r * value + Math.sqrt(1 - r * r) * rng.normal());
      const [low, high] = rankCorrelationInterval(rankCorrelation(a, b)!, 60)!;
      if (low <= truth && truth <= high) covered++;
    }
    // Three standard deviations of the count around 95%.
    assert.ok(Math.abs(covered / rounds - 0.95) < 0.021, `${covered}`);
  });

  it('is none for few pairs or a perfect order', () => {
    assert.equal(rankCorrelationInterval(0.5, 9), undefined);
    assert.equal(rankCorrelationInterval(1, 50), undefined);
  });
});
