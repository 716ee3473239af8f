import { strict as assert } from 'node:assert';
import { plainGram } from '../../../../src/engine/linalg/gramMatrix.ts';
import { transposed } from '../../../../src/engine/linalg/matrix.ts';
import {
  isotropicMeanAbsCosine,
  welchBound,
} from '../../../../src/engine/hyperplanes/isotropicCosine.ts';
import { lanczosSpectrum } from '../../../../src/engine/hyperplanes/lanczosSpectrum.ts';
import { gramOperator, weightSpectrum } from '../../../../src/engine/hyperplanes/weightSpectrum.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

function gaussian(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  const data = Float64Array.from({ length: rows * columns }, () => rng.normal());
  return { rows, columns, data };
}

const options = { rng: randomGenerator(0) };

function near(actual: number, expected: number, relative: number): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} ≠ ${expected}`,
  );
}

describe('plainGram', () => {
  it('is symmetric and equals the sums of products, across cache blocks', () => {
    const a = gaussian(70, 1500, 3);
    const { data } = plainGram(a);
    for (const [i, j] of [
      [0, 0],
      [0, 69],
      [69, 0],
      [21, 22],
      [22, 21],
      [40, 40],
    ]) {
      let sum = 0;
      for (let k = 0; k < 1500; k++) sum += a.data[i * 1500 + k] * a.data[j * 1500 + k];
      assert.ok(Math.abs(data[i * 70 + j] - sum) < 1e-11);
    }
  });
});

describe('weightSpectrum', () => {
  it('is the same for a matrix and its transpose', async () => {
    const tall = gaussian(50, 7, 1);
    const one = await weightSpectrum(tall, {}, options);
    const other = await weightSpectrum(transposed(tall), {}, options);
    near(one.spectralNorm, other.spectralNorm, 1e-13);
    near(one.effectiveRank, other.effectiveRank, 1e-13);
    near(one.stableRank, other.stableRank, 1e-13);
  });

  it('finds the edge of the Marchenko–Pastur law, (1 + √q)², for independent weights', async () => {
    // Entries of variance 1/n, n × m with q = m/n = 1/4: the edge is 2.25. At n = 800 the Tracy–Widom law puts the largest σ²
    // at 2.220 with deviation 0.032.
    const { spectralNorm } = await weightSpectrum(gaussian(800, 200, 2), {}, options);
    assert.ok(Math.abs(spectralNorm ** 2 / 800 - 2.22) < 3 * 0.032);
  });
});

describe('lanczosSpectrum', () => {
  const spectrumOf = (
    weights: Matrix<Float64Array>,
    seed: number,
  ): ReturnType<typeof lanczosSpectrum> => {
    const trace = weights.data.reduce((sum, value) => sum + value * value, 0);
    return lanczosSpectrum(gramOperator(weights, undefined), trace, randomGenerator(seed));
  };

  it('comes within 1e-9 of the norm and 5 % of the effective rank of a decomposed matrix', async () => {
    for (const [rows, columns, decay] of [
      [400, 300, 20],
      [300, 400, 1e9],
      [350, 350, 1],
    ]) {
      const weights = gaussian(rows, columns, 6);
      for (let k = 0; k < weights.data.length; k++) weights.data[k] /= 1 + (k % columns) / decay;
      const exact = await weightSpectrum(weights, {}, options);
      for (const seed of [0, 1]) {
        const { largest, effectiveRank } = await spectrumOf(weights, seed);
        near(Math.sqrt(largest), exact.spectralNorm, 1e-9);
        near(effectiveRank, exact.effectiveRank, 0.05);
      }
    }
  });

  it('gives the same through a Gram matrix that is at hand', async () => {
    const weights = gaussian(120, 200, 9);
    const v = gaussian(1, 120, 10).data;
    const direct = await gramOperator(weights, undefined).times(v);
    const through = await gramOperator(weights, plainGram(weights)).times(v);
    through.forEach((value, i) => assert.ok(Math.abs(value - direct[i]) < 1e-10));
  });

  it('is exact on a multiple of the identity and on low rank, where the Krylov space ends early', async () => {
    const identity = { rows: 60, columns: 60, data: new Float64Array(3600) };
    for (let i = 0; i < 60; i++) identity.data[i * 61] = 3;
    near((await spectrumOf(identity, 2)).largest, 9, 1e-12);
    near((await spectrumOf(identity, 2)).effectiveRank, 60, 1e-9);

    const rankTwo = { rows: 50, columns: 50, data: new Float64Array(2500) };
    rankTwo.data[0] = 2;
    rankTwo.data[51] = 1;
    // p = 4/5, 1/5.
    near((await spectrumOf(rankTwo, 3)).effectiveRank, 5 / 4 ** 0.8, 1e-9);
  });

  it('serves layers of more than 1024 units and inputs, marked as estimated', async () => {
    const wide = gaussian(1030, 1040, 7);
    const spectrum = await weightSpectrum(wide, {}, options);
    assert.equal(spectrum.estimated, true);
    // Marchenko–Pastur edge of a nearly square matrix.
    near(spectrum.spectralNorm, Math.sqrt(1030) + Math.sqrt(1040), 0.02);
  });
});

describe('isotropic nulls (D3)', () => {
  it('give E|cos| in 2, 3, 10, 100 and 784 dimensions', () => {
    assert.equal(isotropicMeanAbsCosine(1), 1);
    const expected = [0.63662, 0.5, 0.25869, 0.0799882, 0.028505];
    [2, 3, 10, 100, 784].forEach((d, i) => near(isotropicMeanAbsCosine(d), expected[i], 5e-6));
    near(isotropicMeanAbsCosine(1e6), Math.sqrt(2 / (Math.PI * 1e6)), 1e-6);
  });

  it("give Welch's bound", () => {
    near(welchBound(16, 10), 0.2, 1e-12);
    near(welchBound(512, 256), 0.0442374, 2e-6);
    assert.equal(welchBound(5, 5), 0);
  });
});
