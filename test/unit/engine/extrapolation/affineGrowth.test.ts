import { strict as assert } from 'node:assert';
import { AffineGrowth } from '../../../../src/engine/extrapolation/affineGrowth.ts';
import { affineHull } from '../../../../src/engine/extrapolation/affineHull.ts';
import { blocksOf } from '../../../../src/engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, mixtures } from '../../../support/randomClouds.ts';

const product = new PlainMatrixProduct();

/** Gaussian rows in the first `rank` of `columns` columns, around a point away from the origin. */
function flatCloud(seed: number, rows: number, rank: number, columns: number): Matrix {
  const cloud = gaussianCloud(randomGenerator(seed), rows, rank);
  const data = new Float64Array(rows * columns).fill(3);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < rank; k++) data[i * columns + k] += cloud.data[i * rank + k];
  }
  return { rows, columns, data };
}

describe('the growth of the affine hull', () => {
  it('counts as affineHull does, of the rows alone and of both sets together', async () => {
    const rows = flatCloud(1, 60, 5, 12);
    for (const [rank, expected] of [
      [3, 5],
      [5, 5],
      [8, 8],
    ]) {
      const added = flatCloud(2, 40, rank, 12);
      const both = {
        rows: 100,
        columns: 12,
        data: Float64Array.from([...rows.data, ...added.data]),
      };
      const growth = await AffineGrowth.of(rows, product);
      assert.equal(growth.dimension, 5);
      assert.equal(await growth.dimensionWith(added), expected);
      assert.equal((await affineHull(both, product)).dimension, expected);
    }
  });

  it('is one for one point off the flat, and none for mixtures of the rows', async () => {
    const rows = flatCloud(3, 50, 4, 9);
    const growth = await AffineGrowth.of(blocksOf(rows, 7), product);
    const off = { rows: 1, columns: 9, data: new Float64Array(9).fill(4) };
    assert.equal(await growth.dimensionWith(off), 5);
    const inside = mixtures(randomGenerator(4), rows, 20, 5);
    assert.equal(await growth.dimensionWith(inside), 4);
  });
});
