import { strict as assert } from 'node:assert';
import { nearestNeighbours } from '../../../../../src/engine/extrapolation/neighbours/nearestNeighbours.ts';
import { neighbourVotes } from '../../../../../src/engine/extrapolation/neighbours/neighbourVotes.ts';
import type { Matrix } from '../../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { twoNearestNeighbours } from '../../../../../src/engine/stats/twoNearestNeighbours.ts';
import { OnnxMatrixProduct } from '../../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { mnistImages } from '../../../../support/mnist.ts';
import { gaussianCloud, matrixOf, moved } from '../../../../support/randomClouds.ts';

const options = { product: new PlainMatrixProduct(), progress: silentProgress };

/** Neighbours by sorting every distance. */
function sortedNeighbours(rows: Matrix, queries: Matrix, k: number, without?: Int32Array) {
  const found: number[] = [];
  for (let q = 0; q < queries.rows; q++) {
    const distances = Array.from({ length: rows.rows }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < rows.columns; j++) {
        sum += (rows.data[i * rows.columns + j] - queries.data[q * rows.columns + j]) ** 2;
      }
      return { i, distance: Math.sqrt(sum) };
    }).filter(({ i }) => i !== without?.[q]);
    distances.sort((a, b) => a.distance - b.distance || a.i - b.i);
    found.push(...distances.slice(0, k).map(({ i }) => i));
  }
  return found;
}

describe('nearest neighbours', () => {
  it('are those found by sorting every distance, in many shapes and scales', async () => {
    for (const [n, d, seed] of [
      [1, 3, 1],
      [15, 1, 2],
      [17, 2, 3],
      [300, 5, 4],
      [200, 40, 5],
    ]) {
      const rng = randomGenerator(seed);
      for (const [scale, shift] of [
        [1, 0],
        [1e-9, 0],
        [1e9, 0],
        [1, 1e4],
      ]) {
        const rows = moved(gaussianCloud(rng, n, d), scale, shift);
        const queries = moved(gaussianCloud(rng, 20, d), scale, shift);
        const { k, rows: found } = await nearestNeighbours(rows, queries, 7, options);
        assert.equal(k, Math.min(7, n));
        assert.deepEqual([...found], sortedNeighbours(rows, queries, k), `${n} × ${d}, ${scale}`);
      }
    }
  });

  it('leave out the row that is the query itself', async () => {
    const rows = gaussianCloud(randomGenerator(6), 100, 3);
    const without = Int32Array.from({ length: 100 }, (_, i) => i);
    const { rows: found } = await nearestNeighbours(rows, rows, 2, { ...options, without });
    assert.deepEqual([...found], sortedNeighbours(rows, rows, 2, without));
  });

  it('list equal rows in the order of the rows', async () => {
    const rows = matrixOf(Array.from({ length: 40 }, () => [1, 2]));
    const { rows: found, distances } = await nearestNeighbours(rows, rows, 3, options);
    assert.deepEqual([...found.subarray(0, 6)], [0, 1, 2, 0, 1, 2]);
    assert.ok(distances.every((distance) => distance === 0));
  });

  it('are found where a list of the least holds only some of many equal ones', async () => {
    const rows = { rows: 200, columns: 2, data: new Float64Array(400).fill(1) };
    rows.data.set([5, 5], 0);
    const { rows: found } = await nearestNeighbours(rows, matrixOf([[1, 1]]), 3, options);
    assert.deepEqual([...found], [1, 2, 3]);
  });

  it('are exact where a row or a query lies farther out than float32 reaches', async () => {
    const product = new OnnxMatrixProduct();
    const rows = gaussianCloud(randomGenerator(7), 3000, 4);
    // Row 1 is none of those that the scale is taken from.
    for (let k = 4; k < 8; k++) rows.data[k] *= 1e25;
    const queries = matrixOf([[...rows.data.subarray(4, 8)], [1e45, 0, 0, 0], [0, 0, 0, 0]]);
    const { rows: found } = await nearestNeighbours(rows, queries, 2, { ...options, product });
    await product.close();
    assert.deepEqual([...found], sortedNeighbours(rows, queries, 2));
  });

  it('vote for the most frequent class, the nearer of equals', () => {
    const neighbours = {
      k: 4,
      rows: Int32Array.of(2, 0, 1, 3),
      distances: Float64Array.of(1, 2, 3, 4),
    };
    assert.deepEqual([...neighbourVotes(neighbours, [5, 7, 7, 5])], [7]);
    assert.deepEqual([...neighbourVotes(neighbours, [5, 5, 7, 5])], [5]);
  });

  it('give the known intrinsic dimension of the first 10,000 MNIST training images', async function () {
    const rows = mnistImages('train', 10_000);
    if (!rows) return this.skip();
    const product = new OnnxMatrixProduct();
    const without = Int32Array.from({ length: rows.rows }, (_, i) => i);
    const { distances } = await nearestNeighbours(rows, rows, 2, { ...options, product, without });
    await product.close();
    const estimate = twoNearestNeighbours(
      distances.filter((_, i) => i % 2 === 0),
      distances.filter((_, i) => i % 2 === 1),
    );
    assert.equal(estimate!.dimension.toFixed(3), '13.346');
    assert.equal(estimate!.regression!.toFixed(3), '13.354');
  });
});
