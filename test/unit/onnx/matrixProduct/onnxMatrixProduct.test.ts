import { strict as assert } from 'node:assert';
import { type Matrix, rowOf } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { OnnxMatrixProduct } from '../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { gaussianCloud, matrixOf } from '../../../support/randomClouds.ts';

function inFloat32(matrix: Matrix): Matrix<Float32Array> {
  return { ...matrix, data: Float32Array.from(matrix.data) };
}

function largestDifference(a: Matrix, b: Matrix): number {
  assert.deepEqual([a.rows, a.columns], [b.rows, b.columns]);
  let largest = 0;
  for (let i = 0; i < a.data.length; i++) {
    largest = Math.max(largest, Math.abs(a.data[i] - b.data[i]));
  }
  return largest;
}

describe('OnnxMatrixProduct', () => {
  const product = new OnnxMatrixProduct();
  const plain = new PlainMatrixProduct();
  after(() => product.close());

  it('finds the same group minima as plain loops, for shapes of one block and of many', async () => {
    const rng = randomGenerator(1);
    for (const [n, d, q, group] of [
      [16, 1, 1, 16],
      [32, 5, 3, 4],
      [4096, 3, 700, 16],
      [64, 40, 9, 1],
    ]) {
      const rows = inFloat32(gaussianCloud(rng, n, d));
      const directions = inFloat32(gaussianCloud(rng, q, d));
      const [fast, slow] = await Promise.all([
        product.groupMinima(rows, directions, group),
        plain.groupMinima(rows, directions, group),
      ]);
      assert.ok(largestDifference(fast, slow) < 1e-4, `${n} × ${d}, ${q} directions`);
    }
  });

  it('lists the least products of every block, for shapes of one block and of many', async () => {
    const rng = randomGenerator(6);
    for (const [n, d, q, count, many] of [
      [5, 3, 4, 9, 1],
      [1, 1, 1, 1, 1],
      [2100, 2, 4100, 7, 2],
    ]) {
      const rows = inFloat32(gaussianCloud(rng, n, d));
      const directions = inFloat32(gaussianCloud(rng, q, d));
      const { blockRows, blocks } = await product.leastProducts(rows, directions, count);
      assert.equal(blocks.length, Math.ceil(n / blockRows));
      assert.equal(blocks.length, many);
      // The plain twin sorts all products of a query: every tenth will do.
      const step = q > 1000 ? 10 : 1;
      const chosen = Array.from({ length: Math.ceil(q / step) }, (_, i) => i * step);
      const few = inFloat32(matrixOf(chosen.map((query) => [...rowOf(directions, query)])));
      for (const [b, block] of blocks.entries()) {
        const size = Math.min(blockRows, n - b * blockRows);
        const data = rows.data.slice(b * blockRows * d, (b * blockRows + size) * d);
        const own = { rows: size, columns: d, data };
        const [slow] = (await plain.leastProducts(own, few, count)).blocks;
        assert.equal(block.count, Math.min(count, size));
        for (const [place, query] of chosen.entries()) {
          const [from, to] = [query * block.count, (query + 1) * block.count];
          const sorted = block.products.slice(from, to).sort();
          const expectedLeast = slow.products.subarray(place * block.count);
          expectedLeast.subarray(0, block.count).forEach((value, i) => {
            assert.ok(Math.abs(value - sorted[i]) < 1e-4);
          });
          block.rows.subarray(from, to).forEach((row, i) => {
            let expected = 0;
            for (let k = 0; k < d; k++) {
              expected += data[row * d + k] * directions.data[query * d + k];
            }
            assert.ok(Math.abs(expected - block.products[from + i]) < 1e-4);
          });
        }
      }
    }
  });

  it('reads float32 and float64 rows and answers in float64', async () => {
    const rng = randomGenerator(2);
    const wide = gaussianCloud(rng, 300, 17);
    const centre = Float64Array.from({ length: 17 }, () => rng.normal());
    const basis = gaussianCloud(rng, 4, 17);
    for (const rows of [wide, inFloat32(wide)]) {
      const projected = await product.project(rows, centre, basis);
      assert.ok(largestDifference(projected, await plain.project(rows, centre, basis)) < 1e-12);
      const scattered = await product.scatter(rows, centre, basis);
      assert.ok(largestDifference(scattered, await plain.scatter(rows, centre, basis)) < 1e-10);
    }
  });

  it('gives the whole symmetric scatter matrix, whether it is made in one strip or several', async () => {
    const rng = randomGenerator(7);
    for (const [n, d] of [
      [9, 1],
      [40, 65],
      [600, 131],
      [700, 400],
    ]) {
      const rows = gaussianCloud(rng, n, d);
      const centre = Float64Array.from({ length: d }, () => rng.normal());
      for (const stored of [rows, inFloat32(rows)]) {
        const [fast, slow] = await Promise.all([
          product.scatterMatrix(stored, centre),
          plain.scatterMatrix(stored, centre),
        ]);
        assert.ok(largestDifference(fast, slow) < 1e-11 * n * 10, `${n} × ${d}`);
      }
    }
  });

  it('adds up the blocks of data larger than one run', async () => {
    const rng = randomGenerator(3);
    const rows = gaussianCloud(rng, 3000, 400);
    const centre = new Float64Array(400);
    const basis = gaussianCloud(rng, 2, 400);
    const scattered = await product.scatter(rows, centre, basis);
    assert.ok(largestDifference(scattered, await plain.scatter(rows, centre, basis)) < 1e-8);
    const projected = await product.project(rows, centre, basis);
    assert.ok(largestDifference(projected, await plain.project(rows, centre, basis)) < 1e-11);
    const long = gaussianCloud(rng, 106_000, 20);
    const origin = new Float64Array(20);
    const whole = await product.scatterMatrix(long, origin);
    assert.ok(largestDifference(whole, await plain.scatterMatrix(long, origin)) < 1e-7);
  });

  it('works again after it was closed', async () => {
    const own = new OnnxMatrixProduct({ threads: 1 });
    const rows = inFloat32(gaussianCloud(randomGenerator(4), 8, 2));
    const before = await own.groupMinima(rows, rows, 2);
    await own.close();
    const after = await own.groupMinima(rows, rows, 2);
    assert.deepEqual(after.data, before.data);
    await own.close();
  });
});
