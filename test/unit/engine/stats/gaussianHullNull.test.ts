import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import {
  faceTerm,
  gaussianHullMaxDimension,
  gaussianHullProbability,
  nullEquivalentDimension,
  samplesForGaussianHullRate,
} from '../../../../src/engine/stats/gaussianHullNull.ts';
import { simplexSolidAngles } from '../../../../src/engine/stats/simplexSolidAngles.ts';
import { sharedPath } from '../../../support/sharedData.ts';

interface Fixtures {
  readonly simplex_solid_angle_G: Readonly<Record<string, string>>;
  readonly gaussian_hull_p_in: {
    readonly rows_d: number[];
    readonly cols_N: number[];
    readonly p: number[][];
    readonly N50: Readonly<Record<string, number>>;
  };
}

function near(actual: number, expected: number, relative: number): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} ≠ ${expected}`,
  );
}

describe('gaussianHullProbability', () => {
  let fixtures: Fixtures | undefined;
  before(() => {
    const path = sharedPath('data', 'geometry-fixtures.json');
    if (path) fixtures = JSON.parse(readFileSync(path, 'utf8')) as Fixtures;
  });

  it('uses the solid angles of F11 and of the committed 90-digit computation', function () {
    const script = new URL('../../../fixtures/stats/simplexSolidAngles.json', import.meta.url);
    assert.deepEqual(simplexSolidAngles, JSON.parse(readFileSync(script, 'utf8')));
    near(simplexSolidAngles[3], (3 * Math.acos(1 / 3) - Math.PI) / (4 * Math.PI), 1e-15);
    if (!fixtures) return this.skip();
    Object.entries(fixtures.simplex_solid_angle_G).forEach(([k, value]) => {
      near(simplexSolidAngles[Number(k)], Number(value), 1e-15);
    });
  });

  it('gives the table F10', function () {
    if (!fixtures) return this.skip();
    const { rows_d: dimensions, cols_N: samples, p } = fixtures.gaussian_hull_p_in;
    dimensions.forEach((d, i) => {
      // The table has six digits, five in its smallest entries.
      samples.forEach((n, j) => near(gaussianHullProbability(n, d), p[i][j], 2e-5));
    });
  });

  it('gives the single values of F10', () => {
    const cases = [
      [20, 3, 0.41404732],
      [50, 5, 0.26353462],
      [50, 4, 0.44401943],
      [11, 10, 4.0167936e-8],
      [14, 10, 2.100354e-6],
      [1281167, 30, 0.0472648],
      [1281167, 20, 0.481512],
      [50000, 30, 0.0016745],
      [2 ** 20, 20, 0.456612],
    ];
    for (const [n, d, p] of cases) near(gaussianHullProbability(n, d), p, 2e-6);
  });

  it('equals the closed forms: (N − 1)/(N + 1) on the line, the triangle of the plane, 2G_{d+1} for a simplex', () => {
    for (const n of [2, 3, 10, 1e3, 1e6]) {
      near(gaussianHullProbability(n, 1), (n - 1) / (n + 1), 1e-12);
    }
    near(gaussianHullProbability(3, 2), (1 - (6 / Math.PI) * Math.asin(1 / 3)) / 4, 1e-12);
    for (let d = 1; d <= gaussianHullMaxDimension; d++) {
      near(gaussianHullProbability(d + 1, d), 2 * simplexSolidAngles[d + 1], 1e-9);
    }
  });

  it('has face terms that add up to 1 over the even and over the odd dimensions', () => {
    for (const n of [1, 2, 7, 20, 40, simplexSolidAngles.length - 1]) {
      const sums = [0, 0];
      for (let k = 0; k <= n; k++) sums[k % 2] += 2 * faceTerm(n, k);
      assert.ok(
        Math.abs(sums[0] - 1) < 2e-14 && Math.abs(sums[1] - 1) < 2e-14,
        `N = ${n}: ${sums}`,
      );
    }
  });

  it('rises with the samples and falls with the dimension, also where the two sums meet', () => {
    for (const d of [2, 9, 20, 33, 48]) {
      let previous = 0;
      for (let n = d + 1; n < 1e8; n = Math.ceil(n * 1.3)) {
        const p = gaussianHullProbability(n, d);
        assert.ok(p > previous && p < gaussianHullProbability(n, d - 1), `N = ${n}, d = ${d}`);
        previous = p;
      }
    }
  });

  it('is 0 for too few samples and refuses what it cannot answer', () => {
    assert.equal(gaussianHullProbability(10, 10), 0);
    assert.equal(gaussianHullProbability(0, 1), 0);
    assert.throws(() => gaussianHullProbability(100, gaussianHullMaxDimension + 1), RangeError);
    assert.throws(() => gaussianHullProbability(1.5, 1), RangeError);
  });
});

describe('samplesForGaussianHullRate', () => {
  it('gives N50 for every dimension of F10', () => {
    const n50 = [
      3, 11, 27, 63, 135, 278, 555, 1084, 2080, 3934, 7353, 13608, 24971, 45490, 82345, 148227,
      265502, 473469, 840994, 1488471, 2625892, 4618782, 8102162,
      // F10 has 14177269 and 24750663; with 40 digits p − ½ is −4.9e-9 at 14177269 and +2.1e-9 at 24750662.
      14177270,
      24750662,
    ];
    n50.forEach((samples, i) => assert.equal(samplesForGaussianHullRate(0.5, i + 1), samples));
  });

  it('ends where more samples are needed than doubles can count one by one', () => {
    const needed = samplesForGaussianHullRate(0.9999999, 48);
    assert.ok(needed > Number.MAX_SAFE_INTEGER);
    near(gaussianHullProbability(needed, 48), 0.9999999, 1e-11);
    assert.ok(gaussianHullProbability(Math.floor(needed * 0.9999), 48) < 0.9999999 - 1e-12);
  });

  it('refuses a rate that no sample reaches', () => {
    assert.throws(() => samplesForGaussianHullRate(1, 3), RangeError);
  });
});

describe('nullEquivalentDimension', () => {
  it('brackets the rate between two neighbouring dimensions', () => {
    // MNIST, first 10 principal components: .340 measured; the null is .455 at d = 15 and .134 at d = 20.
    const d = nullEquivalentDimension(60000, 0.34);
    assert.ok(d !== undefined && d >= 15 && d < 20);
    assert.ok(gaussianHullProbability(60000, d) >= 0.34);
    assert.ok(gaussianHullProbability(60000, d + 1) < 0.34);
  });

  it('is the last dimension whose null reaches the rate, also where nulls are tiny or samples few', () => {
    for (const [samples, rate] of [
      [6, 0.01],
      [30, 0.5],
      [30, 1e-9],
      [1000, 1e-7],
      [60_000, 0.99],
    ]) {
      const d = nullEquivalentDimension(samples, rate)!;
      assert.ok(gaussianHullProbability(samples, d) >= rate, `${samples}, ${rate}: ${d}`);
      assert.ok(gaussianHullProbability(samples, d + 1) < rate, `${samples}, ${rate}: ${d}`);
    }
  });

  it('is 0 above every null and unknown beyond the largest dimension', () => {
    assert.equal(nullEquivalentDimension(100, 1), 0);
    assert.equal(nullEquivalentDimension(100, 0), undefined);
  });
});
