import { strict as assert } from 'node:assert';
import { conformalPValues } from '../../../../src/engine/stats/conformalPValues.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../../../src/engine/stats/sampleWithoutReplacement.ts';

describe('conformal p-values', () => {
  it('count held-out scores at least as large', () => {
    assert.deepEqual([...conformalPValues([0, 1, 2.5, 9], [3, 1, 2, 2])], [1, 1, 2 / 5, 1 / 5]);
  });

  it('are 1 without held-out scores', () => {
    assert.deepEqual([...conformalPValues([5], [])], [1]);
  });

  it('are at most α with probability at most α, also with ties', () => {
    const rng = randomGenerator(3);
    for (const draw of [() => rng.normal(), () => rng.integer(4)]) {
      const trials = 4000;
      const rejected = [0, 0, 0];
      for (let trial = 0; trial < trials; trial++) {
        const [p] = conformalPValues([draw()], Array.from({ length: 39 }, draw));
        [0.05, 0.25, 0.5].forEach((level, i) => (rejected[i] += p <= level ? 1 : 0));
      }
      [0.05, 0.25, 0.5].forEach((level, i) => {
        assert.ok(rejected[i] / trials <= level + 3 * Math.sqrt((level * (1 - level)) / trials));
      });
    }
  });
});

describe('sampling without replacement', () => {
  it('gives distinct ascending numbers in range, all of them when as many are asked for', () => {
    const rng = randomGenerator(4);
    for (const [count, bound] of [
      [0, 5],
      [3, 1000],
      [999, 1000],
    ]) {
      const sample = sampleWithoutReplacement(rng, count, bound);
      assert.equal(new Set(sample).size, count);
      assert.deepEqual(
        [...sample],
        [...sample].sort((a, b) => a - b),
      );
      assert.ok(sample.every((value) => value >= 0 && value < bound));
    }
    assert.deepEqual([...sampleWithoutReplacement(rng, 4, 4)], [0, 1, 2, 3]);
  });

  it('chooses every number equally often', () => {
    const rng = randomGenerator(5);
    const counts = new Float64Array(10);
    for (let trial = 0; trial < 5000; trial++)
      for (const i of sampleWithoutReplacement(rng, 3, 10)) counts[i]++;
    assert.ok(counts.every((count) => Math.abs(count - 1500) < 4 * Math.sqrt(1500 * 0.7)));
  });
});
