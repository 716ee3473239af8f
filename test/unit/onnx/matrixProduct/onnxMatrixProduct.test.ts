import { strict as assert } from 'node:assert';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../../src/engine/linalg/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { OnnxMatrixProduct } from '../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { gaussianCloud } from '../../../support/randomClouds.ts';

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

  it('adds up the blocks of data larger than one run', async () => {
    const rng = randomGenerator(3);
    const rows = gaussianCloud(rng, 3000, 400);
    const centre = new Float64Array(400);
    const basis = gaussianCloud(rng, 2, 400);
    const scattered = await product.scatter(rows, centre, basis);
    assert.ok(largestDifference(scattered, await plain.scatter(rows, centre, basis)) < 1e-8);
    const projected = await product.project(rows, centre, basis);
    assert.ok(largestDifference(projected, await plain.project(rows, centre, basis)) < 1e-11);
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
