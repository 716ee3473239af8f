import { strict as assert } from 'node:assert';
import { meanEstimate } from '../../../../src/engine/stats/meanEstimate.ts';

describe('meanEstimate', () => {
  it('gives the mean and its standard error', () => {
    // Deviations −3, −1, 1, 3: the sample variance is 20/3, and a quarter of it the square of the error.
    const { mean, standardError } = meanEstimate([2, 4, 6, 8]);
    assert.equal(mean, 5);
    assert.ok(Math.abs(standardError! - Math.sqrt(5 / 3)) < 1e-15);
  });

  it('gives no error of a single value, and 0 of equal ones', () => {
    assert.deepEqual(meanEstimate([0.1]), { mean: 0.1, standardError: null });
    assert.deepEqual(meanEstimate([0.1, 0.1, 0.1]), { mean: 0.1, standardError: 0 });
  });

  it('keeps its digits under a large common offset', () => {
    const { standardError } = meanEstimate([1e9, 1e9 + 1, 1e9 + 2]);
    assert.ok(Math.abs(standardError! - Math.sqrt(1 / 3)) < 1e-12);
  });

  it('refuses no values', () => {
    assert.throws(() => meanEstimate([]), RangeError);
  });
});
