import { strict as assert } from 'node:assert';
import { affineHull, type AffineHull } from '../../../../src/engine/extrapolation/affineHull.ts';
import { ballAround } from '../../../../src/engine/extrapolation/ball/minimumBall.ts';
import { duplicateRows } from '../../../../src/engine/extrapolation/hull/duplicateRows.ts';
import { rangeBox } from '../../../../src/engine/extrapolation/rangeBox.ts';
import { squaredDistances } from '../../../../src/engine/extrapolation/squaredDistance.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { linearDimension } from '../../../../src/engine/stats/linearDimension.ts';
import { OnnxMatrixProduct } from '../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { mnistImages } from '../../../support/mnist.ts';

describe('all MNIST images by the other definitions (F12)', function () {
  this.timeout(120_000);
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

  it('lie in the range box, .9978 of them in pixels and .9994 in 30 principal components', async () => {
    const pixels = rangeBox(train, test);
    assert.equal(pixels.inside, 9978);
    const mean = pixels.fractionOfDimensions.reduce((sum, share) => sum + share, 0) / test.rows;
    assert.ok(Math.abs(mean - 0.9999966) < 5e-8, `${mean}`);
    const axes = { ...flat.axes, rows: 30, data: flat.axes.data.slice(0, 30 * 784) };
    const [rows, queries] = [
      await product.project(train, flat.mean, axes),
      await product.project(test, flat.mean, axes),
    ];
    assert.equal(rangeBox(rows, queries).inside, 9994);
  });

  it('lie in the ball around the mean of the training images, every one', () => {
    const { radius } = ballAround(train, flat.mean);
    assert.ok(squaredDistances(test, flat.mean).every((square) => Math.sqrt(square) <= radius));
  });

  it('equal a training image in 9 of 10,000 cases once binarised', () => {
    const binary = (matrix: Matrix): Matrix => ({
      ...matrix,
      data: Float32Array.from(matrix.data, (value) => (value > 127.5 / 255 ? 1 : 0)),
    });
    const found = duplicateRows(binary(train), binary(test));
    assert.equal(found.filter((row) => row >= 0).length, 9);
  });
});
