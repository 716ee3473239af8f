import { strict as assert } from 'node:assert';
import { singularValues } from '../../../../src/engine/linalg/singularValues.ts';
import { symmetricEigenvalues } from '../../../../src/engine/linalg/symmetricEigenvalues.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('singularValues', () => {
  it('are the square roots of the Gram matrix’s eigenvalues', () => {
    const rng = randomGenerator(1);
    const [rows, columns] = [6, 11];
    const data = Float64Array.from({ length: rows * columns }, () => rng.normal());
    const gram = new Float64Array(rows * rows);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        for (let k = 0; k < columns; k++) {
          gram[i * rows + j] += data[i * columns + k] * data[j * columns + k];
        }
      }
    }
    const expected = symmetricEigenvalues({ rows, columns: rows, data: gram }).map(Math.sqrt);
    singularValues({ rows, columns, data }).forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]) < 1e-12 * expected[0]);
    });
  });

  it('are accurate where they are tiny, so that a rank can be read off', () => {
    // Rotated rows of lengths 1 and 1e-12: their Gram matrix has lost the second one.
    const [cosine, sine] = [0.6, 0.8];
    const small = 1e-12;
    const data = Float64Array.of(cosine, sine * small, sine, -cosine * small);
    const [first, second] = singularValues({ rows: 2, columns: 2, data });
    assert.ok(Math.abs(first - 1) < 1e-15);
    assert.ok(Math.abs(second / small - 1) < 1e-3);
  });

  it('are all 0 for a zero matrix, and the length of a single row', () => {
    const zero = { rows: 2, columns: 3, data: new Float64Array(6) };
    assert.deepEqual([...singularValues(zero)], [0, 0]);
    const row = { rows: 1, columns: 2, data: Float64Array.of(3, -4) };
    assert.deepEqual([...singularValues(row)], [5]);
  });
});
