import { strict as assert } from 'node:assert';
import { affineHull, type AffineHull } from '../../../../src/engine/extrapolation/affineHull.ts';
import { imageGrid } from '../../../../src/analysis/images/imageGrid.ts';
import { centrePatch, reduceImages } from '../../../../src/analysis/images/imageReduction.ts';
import { ballAround } from '../../../../src/engine/extrapolation/ball/minimumBall.ts';
import { duplicateRows } from '../../../../src/engine/extrapolation/hull/duplicateRows.ts';
import { rangeBox } from '../../../../src/engine/extrapolation/rangeBox.ts';
import { squaredDistances } from '../../../../src/engine/extrapolation/squaredDistance.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { linearDimension } from '../../../../src/engine/stats/linearDimension.ts';
import { OnnxMatrixProduct } from '../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { mnistImages } from '../../../support/mnist.ts';

/** 1 above 127 of 255, else 0. */
function binary(matrix: Matrix): Matrix {
  const data = matrix.data.map((value) => (value > 127.5 / 255 ? 1 : 0));
  return { ...matrix, data };
}

/** Test rows that equal a training row. */
function seen(train: Matrix, test: Matrix): number {
  return duplicateRows(train, test).filter((row) => row >= 0).length;
}

describe('all MNIST images by the other definitions (F12)', function () {
  const product = new OnnxMatrixProduct();
  let train: Matrix<Float32Array>;
  let test: Matrix<Float32Array>;
  let flat: AffineHull;

  before(async function () {
    const [trainImages, testImages] = [mnistImages('train'), mnistImages('t10k')];
    if (!trainImages || !testImages) {
      console.log('      the MNIST files of ../shared are not at hand');
      return this.skip();
    }
    [train, test] = [trainImages, testImages];
    flat = await affineHull(train, product);
  });
  after(() => product.close());

  it('span 712 dimensions, 11, 44, 87, 154, 331 and 486 for 50 to 99.9 % of the variance', () => {
    const { axesForShare, participationRatio, effectiveRank } = linearDimension(flat.variances);
    assert.equal(flat.dimension, 712);
    assert.deepEqual([...axesForShare], [11, 44, 87, 154, 331, 486]);
    assert.ok(Math.abs(participationRatio - 30.694) < 5e-4);
    assert.ok(Math.abs(effectiveRank - 69.304) < 5e-4);
  });

  it('vary in 717 pixels and lie in the range box, .9978 of them in pixels and .9994 in 30 principal components', async () => {
    const pixels = rangeBox(train, test);
    assert.equal(pixels.effectiveDimension, 717);
    assert.equal(pixels.inside, 9978);
    const mean = pixels.fractionOfDimensions.reduce((sum, share) => sum + share, 0) / test.rows;
    assert.ok(Math.abs(mean - 0.9999966) < 5e-8, `${mean}`);
    assert.equal(await insideAlongAxes(30), 9994);
  });

  it('lie in the range box of 717 principal components in .9869 of the cases', async () => {
    // The rows span 712 dimensions: along the other five there is nothing but rounding.
    assert.equal(await insideAlongAxes(712), 9869);
  });

  /** Test images in the range of the training images along the first principal axes. */
  async function insideAlongAxes(count: number): Promise<number> {
    const axes = { ...flat.axes, rows: count, data: flat.axes.data.slice(0, count * 784) };
    return rangeBox(
      await product.project(train, flat.mean, axes),
      await product.project(test, flat.mean, axes),
    ).inside;
  }

  it('lie in the ball around the mean of the training images, every one', () => {
    const { radius } = ballAround(train, flat.mean);
    assert.ok(squaredDistances(test, flat.mean).every((square) => Math.sqrt(square) <= radius));
  });

  it('equal a training image in 9 of 10,000 cases once binarised', () => {
    assert.equal(seen(binary(train), binary(test)), 9);
  });

  it('have binarised centre patches seen in training, ever fewer as these grow', () => {
    const grid = imageGrid([28, 28])!;
    const shares = [2, 4, 6, 8, 10, 12].map((size) => {
      const cut = (rows: Matrix): Matrix => binary(reduceImages(centrePatch(grid, size), rows));
      return seen(cut(train), cut(test));
    });
    assert.deepEqual(shares, [10_000, 9822, 5994, 1644, 429, 160]);
  });
});
