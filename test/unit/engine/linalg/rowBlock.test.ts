import { strict as assert } from 'node:assert';
import { combinedRows, orthonormaliseRowsInto } from '../../../../src/engine/linalg/rowBlock.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** Largest departure of the products of all pairs of rows from 1 and 0. */
function departure(rows: number, columns: number, data: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let product = i === j ? -1 : 0;
      for (let k = 0; k < columns; k++) product += data[i * columns + k] * data[j * columns + k];
      largest = Math.max(largest, Math.abs(product));
    }
  }
  return largest;
}

describe('orthonormaliseRowsInto', () => {
  it('makes rows orthonormal to rounding, also where they differ by a billionth', () => {
    const rng = randomGenerator(1);
    const [rows, columns] = [5, 40];
    const first = Float64Array.from({ length: columns }, () => rng.normal());
    const data = Float64Array.from(
      { length: rows * columns },
      (_, at) => first[at % columns] + 1e-9 * rng.normal(),
    );
    orthonormaliseRowsInto({ rows, columns, data });
    assert.ok(departure(rows, columns, data) < 1e-14);
  });

  it('puts another direction in the place of a row that depends on those before', () => {
    const data = Float64Array.of(3, 0, 0, -6, 0, 0, 0, 0, 0);
    orthonormaliseRowsInto({ rows: 3, columns: 3, data });
    assert.deepEqual([...data.subarray(0, 3)], [1, 0, 0]);
    assert.ok(departure(3, 3, data) < 1e-14);
  });
});

describe('combinedRows', () => {
  it('is the product of the weights with the rows, for any number of them', () => {
    for (let count = 1; count <= 9; count++) {
      const rows = { rows: count, columns: 2, data: new Float64Array(2 * count) };
      for (let i = 0; i < count; i++) rows.data.set([i + 1, (i + 1) ** 2], 2 * i);
      const weights = { rows: 1, columns: count, data: new Float64Array(count).fill(1) };
      // Sums of the first whole numbers and of their squares.
      assert.deepEqual(
        [...combinedRows(weights, rows).data],
        [(count * (count + 1)) / 2, (count * (count + 1) * (2 * count + 1)) / 6],
      );
    }
  });
});
