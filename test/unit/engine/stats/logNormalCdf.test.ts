import { strict as assert } from 'node:assert';
import { logNormalCdf } from '../../../../src/engine/stats/logNormalCdf.ts';

describe('logNormalCdf', () => {
  it('agrees with a 40-digit computation over the whole line', () => {
    // mpmath: mp.dps = 40; log(ncdf(x))
    const oracle = [
      [-40, -804.6084420137538],
      [-10, -53.23128515051247],
      [-3.0001, -6.608054536023053],
      [-2.9999, -6.607397916292055],
      [-1, -1.8410216450092636],
      [0, -0.6931471805599453],
      [0.5, -0.3689464152886565],
      [2.5, -0.0062290254858600024],
      [3.5, -0.00023265614137680456],
      [8, -6.220960574271785e-16],
    ];
    for (const [x, expected] of oracle) {
      assert.ok(Math.abs(logNormalCdf(x) / expected - 1) < 2e-13, `x = ${x}: ${logNormalCdf(x)}`);
    }
  });

  it('has Φ(x) + Φ(−x) = 1', () => {
    for (let x = 0; x < 6; x += 0.17) {
      const sum = Math.exp(logNormalCdf(x)) + Math.exp(logNormalCdf(-x));
      assert.ok(Math.abs(sum - 1) < 1e-15 * 3);
    }
  });
});
