import { strict as assert } from 'node:assert';
import { principalComponents } from '../../../../src/engine/extrapolation/principalComponents.ts';
import { rowOf } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { CancelledError, silentProgress } from '../../../../src/engine/progress.ts';
import type { RowBlocks } from '../../../../src/engine/extrapolation/streamed/rowBlocks.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { gaussianCloud, matrixOf, moved } from '../../../support/randomClouds.ts';

const product = new PlainMatrixProduct();

describe('principalComponents', () => {
  it('finds axes, variances and mean of points on a known cross', async () => {
    const rows = matrixOf([
      [13, 5],
      [7, 5],
      [10, 6],
      [10, 4],
    ]);
    const { mean, basis, variances, totalVariance } = await principalComponents(rows, 2, product);
    assert.deepEqual([...mean], [10, 5]);
    assert.deepEqual(
      [...basis.data].map((value) => Math.round(value * 1e12) / 1e12),
      [1, 0, 0, 1],
    );
    assert.ok(Math.abs(variances[0] - 4.5) < 1e-12 && Math.abs(variances[1] - 0.5) < 1e-12);
    assert.ok(Math.abs(totalVariance - 5) < 1e-12);
  });

  it('makes uncorrelated coordinates with the stated variances, by the short and the long way', async () => {
    for (const [n, d, k] of [
      [80, 6, 6],
      [150, 120, 3],
    ]) {
      const rows = gaussianCloud(randomGenerator(d), n, d);
      for (let i = 0; i < n * d; i++) rows.data[i] /= 1 + (i % d);
      const { mean, basis, variances } = await principalComponents(rows, k, product);
      const { data } = await product.project(rows, mean, basis);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b <= a; b++) {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += data[i * k + a] * data[i * k + b];
          assert.ok(Math.abs(sum / n - (a === b ? variances[a] : 0)) < 1e-9, `${d}: ${a}, ${b}`);
        }
      }
    }
  });

  it('can be cancelled in the middle of the rows, by the short and the long way', async () => {
    for (const d of [3, 2049]) {
      const { data } = gaussianCloud(randomGenerator(d), 6, d);
      let read = 0;
      const rows: RowBlocks = {
        rows: 6,
        columns: d,
        async *blocks() {
          for (let start = 0; start < 6; start += 2) {
            read++;
            const block = data.subarray(start * d, (start + 2) * d);
            yield await Promise.resolve({ start, matrix: { rows: 2, columns: d, data: block } });
          }
        },
      };
      // The mean takes three blocks, then each way is in its second pass.
      const progress = {
        ...silentProgress,
        throwIfCancelled: () => {
          if (read > 4) throw new CancelledError();
        },
      };
      await assert.rejects(principalComponents(rows, 1, product, progress), CancelledError);
      assert.equal(read, 5, `${d} columns`);
    }
  });

  it('does not depend on where the data lies', async () => {
    const rows = gaussianCloud(randomGenerator(41), 60, 5);
    const here = await principalComponents(rows, 2, product);
    const there = await principalComponents(moved(rows, 1, 1e6), 2, product);
    for (const k of [0, 1]) {
      const cosine = rowOf(here.basis, k).reduce(
        (sum, v, i) => sum + v * there.basis.data[k * 5 + i],
        0,
      );
      assert.ok(Math.abs(cosine - 1) < 1e-8);
    }
  });

  it('gives as many axes as there are columns, and zero variance where there is none', async () => {
    const { basis, variances } = await principalComponents(
      matrixOf([
        [1, 2],
        [1, 2],
      ]),
      5,
      product,
    );
    assert.equal(basis.rows, 2);
    assert.deepEqual([...variances], [0, 0]);
  });

  it('refuses an empty set', async () => {
    const empty = { rows: 0, columns: 3, data: new Float64Array(0) };
    await assert.rejects(principalComponents(empty, 2, product), UserError);
  });
});
