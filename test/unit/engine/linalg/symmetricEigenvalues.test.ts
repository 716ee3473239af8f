import { strict as assert } from 'node:assert';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { symmetricEigenvalues } from '../../../../src/engine/linalg/symmetricEigenvalues.ts';
import { tridiagonalEigenvaluesInto } from '../../../../src/engine/linalg/tridiagonalEigenvalues.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

function square(n: number, element: (i: number, j: number) => number): Matrix<Float64Array> {
  const data = Float64Array.from({ length: n * n }, (_, k) => element(Math.floor(k / n), k % n));
  return { rows: n, columns: n, data };
}

function assertNear(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(actual[i] - value) <= tolerance, `eigenvalue ${i}: ${actual[i]} ≠ ${value}`);
  });
}

/** H D H with the reflection H = I − 2uuᵀ: the eigenvalues are those of the diagonal D. */
function reflected(values: readonly number[], seed: number): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  const n = values.length;
  const u = values.map(() => rng.normal());
  const norm = Math.hypot(...u);
  const h = (i: number, j: number): number => Number(i === j) - (2 * u[i] * u[j]) / (norm * norm);
  return square(n, (i, j) => values.reduce((sum, value, k) => sum + h(i, k) * value * h(k, j), 0));
}

describe('symmetricEigenvalues', () => {
  it('finds the spectrum of the discrete Laplacian, 2 − 2cos(kπ/(n + 1))', () => {
    const n = 60;
    const laplacian = square(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
    const expected = Array.from(
      { length: n },
      (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)),
    );
    assertNear(symmetricEigenvalues(laplacian), expected, 1e-13);
  });

  it('finds a known spectrum behind a random reflection, at any scale', () => {
    const values = [9, 4, 4, 4, 1, 1e-3, 0, 0, -2, -7.5];
    for (const scale of [1e-9, 1, 1e9]) {
      const scaled = values.map((value) => value * scale);
      assertNear(symmetricEigenvalues(reflected(scaled, 3)), scaled, 1e-14 * 9 * scale * 10);
    }
  });

  it('keeps trace and Frobenius norm of a random matrix', () => {
    const rng = randomGenerator(8);
    const lower = square(90, () => rng.normal());
    const matrix = square(90, (i, j) => lower.data[Math.max(i, j) * 90 + Math.min(i, j)]);
    const values = symmetricEigenvalues(matrix);
    const trace = values.reduce((sum, value) => sum + value, 0);
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    const expectedTrace = matrix.data.reduce((sum, v, k) => (k % 91 === 0 ? sum + v : sum), 0);
    const expectedSquares = matrix.data.reduce((sum, v) => sum + v * v, 0);
    assert.ok(Math.abs(trace - expectedTrace) < 1e-11);
    assert.ok(Math.abs(squares / expectedSquares - 1) < 1e-13);
  });

  it('handles rank one, zero, one by one and empty matrices', () => {
    assertNear(symmetricEigenvalues(square(4, () => 1)), [4, 0, 0, 0], 1e-14);
    assertNear(symmetricEigenvalues(square(3, () => 0)), [0, 0, 0], 0);
    assertNear(symmetricEigenvalues(square(1, () => -5)), [-5], 0);
    assertNear(symmetricEigenvalues(square(0, () => 0)), [], 0);
  });

  it('leaves its argument as it was and refuses a matrix that is not square', () => {
    const matrix = reflected([3, 2, 1], 1);
    const copy = matrix.data.slice();
    symmetricEigenvalues(matrix);
    assert.deepEqual(matrix.data, copy);
    const wide = { rows: 2, columns: 3, data: new Float64Array(6) };
    assert.throws(() => symmetricEigenvalues(wide), RangeError);
  });
});

describe('tridiagonalEigenvaluesInto', () => {
  it('gives the nodes and weights of Gauss–Legendre quadrature', () => {
    const n = 12;
    const nodes = new Float64Array(n);
    const offDiagonal = Float64Array.from({ length: n - 1 }, (_, i) => {
      return (i + 1) / Math.sqrt(4 * (i + 1) ** 2 - 1);
    });
    const firstRow = new Float64Array(n);
    firstRow[0] = 1;
    tridiagonalEigenvaluesInto(nodes, offDiagonal, firstRow);
    // Exact for polynomials of degree 2n − 1 on [−1, 1]; the weights of mean value add up to 1.
    for (let degree = 0; degree < 2 * n; degree++) {
      const mean = nodes.reduce((sum, x, i) => sum + firstRow[i] ** 2 * x ** degree, 0);
      assert.ok(Math.abs(mean - (degree % 2 === 0 ? 1 / (degree + 1) : 0)) < 1e-13);
    }
  });
});
