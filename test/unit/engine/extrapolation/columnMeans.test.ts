import { strict as assert } from 'node:assert';
import {
  addColumnSumsInto,
  columnMeans,
} from '../../../../src/engine/extrapolation/columnMeans.ts';
import { matrixOf } from '../../../support/randomClouds.ts';

describe('columnMeans', () => {
  it('is the mean row, for numbers of rows of every remainder of four', () => {
    for (let rows = 1; rows <= 9; rows++) {
      // Column k holds k, k + 1, …: its mean is k + (rows − 1) / 2.
      const matrix = matrixOf(Array.from({ length: rows }, (_, i) => [i, i + 1, i + 2]));
      const middle = (rows - 1) / 2;
      assert.deepEqual([...columnMeans(matrix)], [middle, middle + 1, middle + 2]);
    }
  });

  it('adds to the sums that are there, and nothing for no rows', () => {
    const sums = Float64Array.of(10, 20);
    addColumnSumsInto(sums, matrixOf([[1, 2]]));
    addColumnSumsInto(sums, { rows: 0, columns: 2, data: new Float64Array(0) });
    assert.deepEqual([...sums], [11, 22]);
  });
});
