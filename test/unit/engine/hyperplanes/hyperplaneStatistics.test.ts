import { strict as assert } from 'node:assert';
import { hyperplaneStatistics } from '../../../../src/engine/hyperplanes/hyperplaneStatistics.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { mnistLayers } from '../../../support/mnistNet.ts';

function matrixOf(rows: readonly (readonly number[])[]): Matrix<Float64Array> {
  return { rows: rows.length, columns: rows[0].length, data: Float64Array.from(rows.flat()) };
}

function gaussian(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  return {
    rows,
    columns,
    data: Float64Array.from({ length: rows * columns }, () => rng.normal()),
  };
}

/** Plain loops that know how often they were asked. */
class CountingProduct extends PlainMatrixProduct {
  calls = 0;

  override project(...args: Parameters<PlainMatrixProduct['project']>) {
    this.calls++;
    return super.project(...args);
  }

  override scatterMatrix(...args: Parameters<PlainMatrixProduct['scatterMatrix']>) {
    this.calls++;
    return super.scatterMatrix(...args);
  }
}

function near(actual: number, expected: number, relative: number): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} ≠ ${expected}`,
  );
}

describe('hyperplaneStatistics', () => {
  it('gives the known numbers of mnist-net_256x2', async function () {
    const layers = mnistLayers();
    if (!layers) return this.skip();
    const expected = [
      [0.15838, 0.66736, 2144.7548, 31.04986, 4.145666],
      [0.34116, 0.92005, 8676.9657, 18.3229, 1.880053],
    ];
    for (const [index, [meanAbs, maxAbs, penalty, spectral, norm]] of expected.entries()) {
      const { weights, bias } = layers[index];
      const statistics = await hyperplaneStatistics(weights, bias);
      assert.equal(statistics.units, 256);
      assert.ok(Math.abs((statistics.cosine?.meanAbs ?? 0) - meanAbs) < 5e-6);
      assert.ok(Math.abs((statistics.cosine?.maxAbs ?? 0) - maxAbs) < 5e-6);
      near(statistics.orthogonalityPenalty, penalty, 1e-7);
      near(statistics.spectralNorm, spectral, 1e-6);
      near(statistics.norm.mean, norm, 3e-7);
      assert.ok(statistics.effectiveRank > statistics.stableRank && statistics.effectiveRank < 256);
    }
  });

  it('knows orthonormal rows, copies of one row, and a diagonal matrix in closed form', async () => {
    const identity = await hyperplaneStatistics(
      matrixOf([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
      Float64Array.of(1, -2, 0),
    );
    assert.equal(identity.orthogonalityPenalty, 0);
    assert.deepEqual([identity.cosine?.meanAbs, identity.cosine?.maxAbs], [0, 0]);
    assert.deepEqual(identity.cosine?.pair, [0, 1]);
    near(identity.stableRank, 3, 1e-15);
    near(identity.effectiveRank, 3, 1e-14);
    assert.deepEqual(identity.perUnit?.originDistance, [1, 2, 0]);

    // C copies of one unit vector: C(C − 1).
    const copies = await hyperplaneStatistics(
      matrixOf([
        [0.6, 0.8],
        [0.6, 0.8],
        [0.6, 0.8],
        [0.6, 0.8],
      ]),
      new Float64Array(4),
    );
    near(copies.orthogonalityPenalty, 12, 1e-14);
    near(copies.effectiveRank, 1, 1e-12);
    assert.equal(copies.duplicates.length, 6);

    // Squared singular values 4, 1, 1, 1: geometry-spec D38.
    const diagonal = await hyperplaneStatistics(
      matrixOf([
        [2, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, -1, 0],
        [0, 0, 0, 1],
      ]),
      new Float64Array(4),
    );
    near(diagonal.spectralNorm, 2, 1e-15);
    near(diagonal.stableRank, 7 / 4, 1e-14);
    near(diagonal.effectiveRank, 3.170033, 1e-6);
  });

  it('leaves zero rows out of angles and distances, and says null where nothing is left', async () => {
    const one = await hyperplaneStatistics(
      matrixOf([
        [3, 4],
        [0, 0],
      ]),
      Float64Array.of(10, 7),
    );
    assert.equal(one.cosine, null);
    assert.equal(one.orthogonalityPenalty, 0);
    assert.deepEqual(one.perUnit?.originDistance, [2, null]);
    assert.equal(one.originDistance?.max, 2);
    assert.equal(one.norm.min, 0);

    const zero = await hyperplaneStatistics(
      matrixOf([
        [0, 0],
        [0, 0],
      ]),
      Float64Array.of(1, 2),
    );
    assert.equal(zero.originDistance, null);
    assert.deepEqual([zero.spectralNorm, zero.stableRank, zero.effectiveRank], [0, 0, 0]);
    assert.deepEqual(zero.duplicates, []);
  });

  it('scales as it should: angles and ranks stay, norms and spectrum follow', async () => {
    const weights = gaussian(20, 12, 1);
    const bias = gaussian(1, 20, 2).data;
    const base = await hyperplaneStatistics(weights, bias);
    for (const factor of [1e-9, 1e9]) {
      const scaled = { ...weights, data: weights.data.map((value) => value * factor) };
      const result = await hyperplaneStatistics(
        scaled,
        bias.map((value) => value * factor),
      );
      near(result.cosine?.meanAbs ?? 0, base.cosine?.meanAbs ?? 1, 1e-12);
      near(result.orthogonalityPenalty, base.orthogonalityPenalty, 1e-12);
      near(result.effectiveRank, base.effectiveRank, 1e-12);
      near(result.spectralNorm, base.spectralNorm * factor, 1e-12);
      near(result.originDistance?.median ?? 0, base.originDistance?.median ?? 1, 1e-12);
    }
  });

  it('has the mean |cos| of isotropic directions on Gaussian rows', async () => {
    for (const fanIn of [2, 3, 10, 100]) {
      const { cosine } = await hyperplaneStatistics(
        gaussian(400, fanIn, fanIn),
        new Float64Array(400),
      );
      near(cosine?.meanAbs ?? 0, cosine?.nullMeanAbs ?? 1, 0.05);
    }
  });

  it('makes the Gram matrices of large layers through the port and gives the same answer', async () => {
    for (const [units, fanIn] of [
      [700, 300],
      [5000, 170],
    ]) {
      const product = new CountingProduct();
      const weights = gaussian(units, fanIn, 4);
      const bias = new Float64Array(units);
      const viaPort = await hyperplaneStatistics(weights, bias, { product });
      const plain = await hyperplaneStatistics(weights, bias);
      assert.ok(product.calls > 0);
      near(viaPort.spectralNorm, plain.spectralNorm, 1e-12);
      near(viaPort.effectiveRank, plain.effectiveRank, 1e-9);
      near(viaPort.orthogonalityPenalty, plain.orthogonalityPenalty, 1e-12);
      assert.deepEqual(viaPort.cosine?.pair, plain.cosine?.pair);
    }
  });

  it('samples pairs of more than 4096 units, says so, and comes close to all pairs', async () => {
    const weights = gaussian(5000, 6, 5);
    const result = await hyperplaneStatistics(weights, new Float64Array(5000).fill(1));
    assert.equal(result.cosine?.sampledPairs, 1 << 18);
    near(result.cosine.meanAbs, result.cosine.nullMeanAbs, 0.01);
    // E cos² = 1/d for isotropic rows.
    near(result.orthogonalityPenalty, (5000 * 4999) / 6, 0.02);
    assert.deepEqual(result, await hyperplaneStatistics(weights, new Float64Array(5000).fill(1)));
  });

  it('refuses weights, biases and layers that do not fit', async () => {
    await assert.rejects(hyperplaneStatistics(gaussian(3, 2, 0), new Float64Array(2)), RangeError);
    await assert.rejects(
      hyperplaneStatistics({ rows: 0, columns: 3, data: new Float64Array(0) }, new Float64Array(0)),
      RangeError,
    );
  });
});
