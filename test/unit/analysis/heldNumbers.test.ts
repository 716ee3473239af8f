import { strict as assert } from 'node:assert';
import { heldNumbers } from '../../../src/analysis/heldNumbers.ts';

describe('numbers of a matrix held in memory', () => {
  it('are as many as asked for where there is memory for four times as much', () => {
    assert.equal(heldNumbers(4e8, 6.4e9), 4e8);
    assert.equal(heldNumbers(4e8, 2 ** 63), 4e8);
  });

  it('fill a quarter of a memory that is small', () => {
    assert.equal(4 * heldNumbers(4e8, 512e6), 128e6);
  });
});
