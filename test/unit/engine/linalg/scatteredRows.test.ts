import { strict as assert } from 'node:assert';
import { addRowsInto, rowProducts } from '../../../../src/engine/linalg/scatteredRows.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('products with scattered rows', () => {
  it('agree with sums written out, for every remainder of four and for no row', () => {
    const rng = randomGenerator(51);
    const d = 7;
    const rows = Float64Array.from({ length: 12 * d }, () => rng.normal());
    const vector = Float64Array.from({ length: d }, () => rng.normal());
    for (let count = 0; count <= 9; count++) {
      const offsets = Array.from({ length: count }, () => d * rng.integer(12));
      const weights = offsets.map(() => rng.normal());
      const products = rowProducts(rows, offsets, vector);
      assert.equal(products.length, count);
      const sum = vector.slice();
      addRowsInto(sum, rows, offsets, weights);
      const expected = vector.slice();
      offsets.forEach((offset, i) => {
        let product = 0;
        for (let k = 0; k < d; k++) {
          product += rows[offset + k] * vector[k];
          expected[k] += weights[i] * rows[offset + k];
        }
        assert.ok(Math.abs(product - products[i]) < 1e-13);
      });
      expected.forEach((value, k) => assert.ok(Math.abs(value - sum[k]) < 1e-12));
    }
  });
});
