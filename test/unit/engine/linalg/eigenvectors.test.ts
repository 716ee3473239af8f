import { strict as assert } from 'node:assert';
import { dot64 } from '../../../../src/engine/linalg/dot.ts';
import { leadingEigenvectors } from '../../../../src/engine/linalg/leadingEigenvectors.ts';
import { type Matrix, rowOf } from '../../../../src/engine/linalg/matrix.ts';
import { type Eigenpairs, symmetricEigen } from '../../../../src/engine/linalg/symmetricEigen.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud } from '../../../support/randomClouds.ts';

function times(matrix: Matrix<Float64Array>, vectors: Matrix<Float64Array>): Matrix<Float64Array> {
  const n = matrix.rows;
  const data = new Float64Array(vectors.rows * n);
  for (let i = 0; i < vectors.rows; i++) {
    for (let j = 0; j < n; j++) data[i * n + j] = dot64(matrix.data, j * n, vectors.data, i * n, n);
  }
  return { rows: vectors.rows, columns: n, data };
}

/** Q diag(values) Qᵀ with Q from orthogonalised random vectors. */
function withEigenvalues(values: readonly number[], seed: number): Matrix<Float64Array> {
  const n = values.length;
  const { vectors } = symmetricEigen(times(gaussianGram(n, seed), identity(n)));
  const data = new Float64Array(n * n);
  for (let v = 0; v < n; v++) {
    const q = rowOf(vectors, v);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) data[i * n + j] += values[v] * q[i] * q[j];
  }
  return { rows: n, columns: n, data };
}

function gaussianGram(n: number, seed: number): Matrix<Float64Array> {
  const cloud = gaussianCloud(randomGenerator(seed), n, n);
  return times(cloud, cloud);
}

function identity(n: number): Matrix<Float64Array> {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return { rows: n, columns: n, data };
}

/** Largest entry of A v − λ v and of V Vᵀ − I. */
function errorOf(matrix: Matrix<Float64Array>, { values, vectors }: Eigenpairs): number {
  const images = times(matrix, vectors);
  const n = matrix.rows;
  let error = 0;
  for (let i = 0; i < vectors.rows; i++) {
    for (let k = 0; k < n; k++) {
      error = Math.max(
        error,
        Math.abs(images.data[i * n + k] - values[i] * vectors.data[i * n + k]),
      );
    }
    for (let j = 0; j <= i; j++) {
      const product = dot64(vectors.data, i * n, vectors.data, j * n, n);
      error = Math.max(error, Math.abs(product - (i === j ? 1 : 0)));
    }
  }
  return error;
}

describe('symmetricEigen', () => {
  it('gives orthonormal eigenvectors of random matrices, largest value first', () => {
    for (const n of [1, 2, 3, 10, 60]) {
      const matrix = gaussianGram(n, n);
      const pairs = symmetricEigen(matrix);
      assert.ok(errorOf(matrix, pairs) < 1e-10, `n = ${n}: ${errorOf(matrix, pairs)}`);
      assert.deepEqual(pairs.values, pairs.values.slice().sort().reverse());
    }
  });

  it('keeps them orthonormal where eigenvalues are equal or zero', () => {
    for (const values of [
      [3, 3, 3, 1, 1],
      [0, 0, 0, 0],
      [5, 5, 0, 0, 0, 0],
    ]) {
      const matrix = withEigenvalues(values, 5);
      const pairs = symmetricEigen(matrix);
      assert.ok(errorOf(matrix, pairs) < 1e-12);
      values
        .sort((a, b) => b - a)
        .forEach((value, i) => {
          assert.ok(Math.abs(pairs.values[i] - value) < 1e-12);
        });
    }
  });

  it('ends on covariances of columns of every size, largest first or last', () => {
    const n = 60;
    const noise = gaussianGram(n, 17);
    for (const sizeOf of [(i: number) => Math.exp(-i), (i: number) => Math.exp(i - n)]) {
      const data = noise.data.map((entry, at) => {
        return entry * sizeOf(Math.floor(at / n)) * sizeOf(at % n);
      });
      const matrix = { rows: n, columns: n, data };
      assert.ok(errorOf(matrix, symmetricEigen(matrix)) < 1e-12);
    }
  });

  it('makes the largest entry of each vector positive', () => {
    const { vectors } = symmetricEigen(gaussianGram(12, 3));
    for (let i = 0; i < 12; i++) {
      const row = Array.from(rowOf(vectors, i));
      assert.ok(Math.max(...row) >= -Math.min(...row));
    }
  });
});

describe('leadingEigenvectors', () => {
  it('leaves residuals within 1e-10 of the largest value: decay, clusters, ties, any scale', async () => {
    const n = 130;
    const spectra: Readonly<Record<string, (i: number) => number>> = {
      'fast decay': (i) => Math.exp(-i),
      'close together': (i) => 1 - i / 5000,
      'a tie across the edge of the block': (i) => (i < 60 ? 2 : 1),
      'a step': (i) => (i < 3 ? 1e6 : i < 50 ? 1 : 0),
      tiny: (i) => 1e-18 / (i + 1),
      huge: (i) => 1e18 / (i + 1),
    };
    for (const [name, valueAt] of Object.entries(spectra)) {
      const values = Array.from({ length: n }, (_, i) => valueAt(i));
      const matrix = withEigenvalues(values, 21);
      const unit = { ...matrix, data: matrix.data.map((entry) => entry / values[0]) };
      const operator = (v: Matrix<Float64Array>) => Promise.resolve(times(matrix, v));
      const { values: found, vectors } = await leadingEigenvectors(operator, n, 6);
      const scaled = { values: found.map((value) => value / values[0]), vectors };
      assert.ok(errorOf(unit, scaled) < 1e-10, `${name}: ${errorOf(unit, scaled)}`);
      found.forEach((value, i) => {
        assert.ok(Math.abs(value - values[i]) < 1e-12 * values[0], `${name}: ${i}: ${value}`);
      });
    }
  });

  it('agrees with the full decomposition on a matrix too large for its direct way', async () => {
    const n = 220;
    const values = Array.from({ length: n }, (_, i) => 100 / (i + 1) ** 1.5);
    const matrix = withEigenvalues(values, 9);
    const pairs = await leadingEigenvectors((v) => Promise.resolve(times(matrix, v)), n, 5);
    assert.ok(errorOf(matrix, pairs) < 1e-8, String(errorOf(matrix, pairs)));
    for (let i = 0; i < 5; i++) assert.ok(Math.abs(pairs.values[i] / values[i] - 1) < 1e-12);
  });

  it('finds every copy of a multiple eigenvalue', async () => {
    const n = 200;
    const values = Array.from({ length: n }, (_, i) => (i < 4 ? 7 : i < 40 ? 2 : 1));
    const matrix = withEigenvalues(values, 10);
    const pairs = await leadingEigenvectors((v) => Promise.resolve(times(matrix, v)), n, 6);
    assert.deepEqual(Array.from(pairs.values, Math.round), [7, 7, 7, 7, 2, 2]);
    assert.ok(errorOf(matrix, pairs) < 1e-8);
  });

  it('completes the basis where the rank is smaller than what is asked for', async () => {
    const n = 200;
    const matrix = withEigenvalues(
      Array.from({ length: n }, (_, i) => (i < 3 ? 3 - i : 0)),
      13,
    );
    const pairs = await leadingEigenvectors((v) => Promise.resolve(times(matrix, v)), n, 8);
    assert.ok(errorOf(matrix, pairs) < 1e-8);
    assert.ok(pairs.values.subarray(3).every((value) => Math.abs(value) < 1e-12));
  });
});
