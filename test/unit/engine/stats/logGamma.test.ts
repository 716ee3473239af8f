import { strict as assert } from 'node:assert';
import { logBinomial, logGamma } from '../../../../src/engine/stats/logGamma.ts';

describe('logGamma', () => {
  it('equals the logarithm of factorials and of Γ(½) = √π', () => {
    let logFactorial = 0;
    for (let n = 1; n <= 150; n++) {
      logFactorial += Math.log(n);
      assert.ok(Math.abs(logGamma(n + 1) - logFactorial) <= 1e-14 * Math.max(1, logFactorial) * 4);
    }
    assert.ok(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2) < 1e-14);
  });

  it("satisfies Legendre's duplication formula", () => {
    for (const x of [0.01, 0.3, 1.7, 4.25, 9.99, 60.5]) {
      const doubled = logGamma(x) + logGamma(x + 0.5);
      const formula = (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2 + logGamma(2 * x);
      assert.ok(Math.abs(doubled - formula) < 1e-13 * Math.max(1, Math.abs(doubled)), `x = ${x}`);
    }
  });

  it('gives binomial coefficients', () => {
    assert.ok(Math.abs(Math.exp(logBinomial(10, 4)) - 210) < 1e-10);
    assert.ok(Math.abs(logBinomial(5, 0)) < 4e-14);
  });

  it('refuses arguments that are not positive', () => {
    assert.throws(() => logGamma(0), RangeError);
  });
});
