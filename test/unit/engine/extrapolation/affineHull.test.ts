import { strict as assert } from 'node:assert';
import { affineHull } from '../../../../src/engine/extrapolation/affineHull.ts';
import { projectedSquares } from '../../../../src/engine/extrapolation/projectedSquares.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, matrixOf, moved } from '../../../support/randomClouds.ts';

const product = new PlainMatrixProduct();

describe('the affine hull', () => {
  it('has the dimension of the flat that the rows were put on, whatever scale and precision', async () => {
    const rng = randomGenerator(1);
    const flat = await product.project(
      gaussianCloud(rng, 200, 4),
      new Float64Array(4),
      gaussianCloud(rng, 50, 4),
    );
    for (const scale of [1e-9, 1, 1e9]) {
      const rows = moved(flat, scale, scale);
      assert.equal((await affineHull(rows, product)).dimension, 4);
      const rounded = { ...rows, data: Float32Array.from(rows.data) };
      assert.equal((await affineHull(rounded, product)).dimension, 4, 'float32');
    }
  });

  it('counts a direction of a hundred-thousandth of the largest extent, and none of rounding alone', async () => {
    const cloud = gaussianCloud(randomGenerator(3), 100, 3);
    const stretched = (factor: number) => ({
      ...cloud,
      data: cloud.data.map((value, at) => (at % 3 === 2 ? value * factor : value)),
    });
    assert.equal((await affineHull(stretched(1e-5), product)).dimension, 3);
    assert.equal((await affineHull(stretched(1e-9), product)).dimension, 2);
  });

  it('is a point for one row and for equal rows, a line for two', async () => {
    assert.equal((await affineHull(matrixOf([[1, 2, 3]]), product)).dimension, 0);
    assert.equal(
      (
        await affineHull(
          matrixOf([
            [1, 2],
            [1, 2],
            [1, 2],
          ]),
          product,
        )
      ).dimension,
      0,
    );
    assert.equal(
      (
        await affineHull(
          matrixOf([
            [1, 2],
            [3, 5],
          ]),
          product,
        )
      ).dimension,
      1,
    );
  });

  it('has normals on which every row projects to the same point', async () => {
    const rng = randomGenerator(2);
    const rows = await product.project(
      gaussianCloud(rng, 80, 3),
      new Float64Array(3),
      gaussianCloud(rng, 9, 3),
    );
    const { mean, normals } = await affineHull(rows, product);
    assert.equal(normals.rows, 6);
    const squares = await projectedSquares(rows, mean, normals, product);
    assert.ok(squares.every((square) => square < 1e-20));
  });
});
