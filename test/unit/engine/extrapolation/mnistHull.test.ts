import { strict as assert } from 'node:assert';
import type { HullVerdict } from '../../../../src/engine/extrapolation/hull/hullVerdict.ts';
import { hullMembership } from '../../../../src/engine/extrapolation/hullMembership.ts';
import { principalComponents } from '../../../../src/engine/extrapolation/principalComponents.ts';
import { type Matrix, rowOf } from '../../../../src/engine/linalg/matrix.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { OnnxMatrixProduct } from '../../../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { assertCertified } from '../../../support/hulls.ts';
import { mnistImages } from '../../../support/mnist.ts';
import { matrixOf } from '../../../support/randomClouds.ts';

/** As assertCertified for every `step`-th query: a check goes through all training rows in plain loops, slower than the solver. */
function assertSomeCertified(
  rows: Matrix,
  queries: Matrix,
  verdicts: readonly HullVerdict[],
  step: number,
): void {
  const chosen = Array.from({ length: Math.ceil(queries.rows / step) }, (_, i) => i * step);
  const some = matrixOf(chosen.map((query) => [...rowOf(queries, query)]));
  assertCertified(
    rows,
    some,
    chosen.map((query) => verdicts[query]),
  );
}

describe('MNIST test images against all 60,000 training images (F12)', function () {
  const product = new OnnxMatrixProduct();
  let train: Matrix<Float32Array>;
  let test: Matrix<Float32Array>;

  before(function () {
    const images = mnistImages('train');
    if (!images) {
      console.log('      the MNIST files of ../shared are not at hand');
      this.skip();
    }
    train = images;
    test = mnistImages('t10k', 1000)!;
  });
  after(() => product.close());

  // The other numbers of components, patches and pools are in the test of the sweep.
  it('finds a share of .340 of 1000 inside in 10 principal components', async () => {
    const { mean, basis } = await principalComponents(train, 10, product);
    const rows = await product.project(train, mean, basis);
    const queries = await product.project(test, mean, basis);
    const options = { product, distance: false, progress: silentProgress };
    const verdicts = await hullMembership(rows, queries, options);
    assertSomeCertified(rows, queries, verdicts, 10);
    assert.equal(verdicts.filter(({ verdict }) => verdict === 'inside').length, 340);
    assert.ok(verdicts.every(({ verdict }) => verdict !== 'undecided'));
  });

  it('finds every image outside in all pixels, with distances within 0.1 %', async () => {
    const some = { rows: 40, columns: 784, data: test.data.slice(0, 40 * 784) };
    const options = { product, distance: true, progress: silentProgress };
    const verdicts = await hullMembership(train, some, options);
    assertSomeCertified(train, some, verdicts, 5);
    for (const { verdict, lower, upper } of verdicts) {
      assert.equal(verdict, 'outside');
      assert.ok(upper - lower <= 0.001 * upper);
    }
  });
});
