import { strict as assert } from 'node:assert';
import {
  allCosines,
  cosinesFromGram,
} from '../../../../src/engine/hyperplanes/cosineStatistics.ts';
import { plainGram } from '../../../../src/engine/linalg/gramMatrix.ts';
import { cosineOperator, rowCosines } from '../../../../src/engine/hyperplanes/rowCosines.ts';
import { rowGeometry } from '../../../../src/engine/hyperplanes/rowGeometry.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

const [rows, columns] = [530, 30];
const product = new PlainMatrixProduct();

/** Gaussian rows of which each is `growth` times as long as the one before; one is zero. */
function growingRows(growth: number) {
  const rng = randomGenerator(5);
  const data = Float64Array.from(
    { length: rows * columns },
    (_, at) => rng.normal() * growth ** Math.floor(at / columns),
  );
  data.fill(0, 7 * columns, 8 * columns);
  return { rows, columns, data };
}

const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

describe('rowCosines', () => {
  it('give the angles of a float64 Gram matrix, whatever the lengths of rows', async () => {
    // Lengths from 1 to 1e42, beyond float32.
    const weights = growingRows(10 ** 0.08);
    const geometry = rowGeometry(weights, new Float64Array(rows));
    const cosines = await rowCosines(weights, geometry.norms, product);
    const found = allCosines(cosines, weights, geometry.proper);
    const expected = cosinesFromGram(plainGram(weights), geometry, columns);
    close(found.cosine!.meanAbs, expected.cosine!.meanAbs, 1e-7);
    close(found.cosine!.maxAbs, expected.cosine!.maxAbs, 1e-12);
    assert.deepEqual(found.cosine!.pair, expected.cosine!.pair);
    close(found.orthogonalityPenalty / expected.orthogonalityPenalty, 1, 1e-6);
  });

  it('stand for the Gram matrix in products with vectors', async () => {
    const weights = growingRows(1.002);
    const { norms } = rowGeometry(weights, new Float64Array(rows));
    const operator = cosineOperator(await rowCosines(weights, norms, product), product);
    const rng = randomGenerator(6);
    const v = Float64Array.from({ length: rows }, () => rng.normal());
    const found = await operator.times(v);
    const gram = plainGram(weights);
    const expected = v.map((_, i) => v.reduce((sum, x, j) => sum + gram.data[i * rows + j] * x, 0));
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    found.forEach((value, i) => close(value, expected[i], 1e-6 * largest));
  });
});
