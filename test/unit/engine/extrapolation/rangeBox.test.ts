import { strict as assert } from 'node:assert';
import { rangeBox } from '../../../../src/engine/extrapolation/rangeBox.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { gaussianCloud, matrixOf } from '../../../support/randomClouds.ts';

describe('rangeBox (D25, D26)', () => {
  it('counts queries and dimensions in range, borders included', () => {
    const rows = matrixOf([
      [0, 1, 5],
      [2, 3, 5],
    ]);
    const queries = matrixOf([
      [0, 3, 5],
      [1, 2, 5.5],
      [-1, 4, 5],
      [3, 0, 4],
    ]);
    const box = rangeBox(rows, queries);
    assert.equal(box.inside, 1);
    assert.deepEqual([...box.fractionOfDimensions], [1, 2 / 3, 1 / 3, 0]);
    assert.equal(box.effectiveDimension, 2);
    assert.deepEqual([...box.low, ...box.high], [0, 1, 5, 2, 3, 5]);
  });

  it('meets (N − 1)/(N + 1) in each dimension for continuous data, and its power for all of them', () => {
    const rng = randomGenerator(31);
    const [n, d, m] = [100, 8, 20000];
    let all = 0;
    let share = 0;
    for (let trial = 0; trial < 20; trial++) {
      const box = rangeBox(gaussianCloud(rng, n, d), gaussianCloud(rng, m / 20, d));
      all += box.inside / m;
      share += box.fractionOfDimensions.reduce((sum, value) => sum + value, 0) / m;
    }
    const one = (n - 1) / (n + 1);
    assert.ok(Math.abs(share - one) < 0.005, `${share} against ${one}, seed 31`);
    assert.ok(Math.abs(all - one ** d) < 0.04, `${all} against ${one ** d}, seed 31`);
  });

  it('refuses queries of another width', () => {
    assert.throws(() => rangeBox(matrixOf([[1, 2]]), matrixOf([[1]])), UserError);
  });
});
