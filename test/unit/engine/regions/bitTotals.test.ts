import { strict as assert } from 'node:assert';
import { BitTotals } from '../../../../src/engine/regions/bitTotals.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('BitTotals', () => {
  for (const bitsPerCode of [1, 2, 5]) {
    for (const rows of [0, 1, 2, 3, 8, 100, 515]) {
      it(`counts the rows of ${String(rows)} in which each code of ${String(bitsPerCode)} bits is not 0`, () => {
        const width = 3;
        const rng = randomGenerator(rows);
        const codes = Math.floor(24 / bitsPerCode);
        const words = new Float32Array(rows * width);
        const expected = new Float64Array(width * codes);
        for (let at = 0; at < words.length; at++) {
          for (let code = 0; code < codes; code++) {
            const digit = Math.max(
              0,
              Math.floor(rng.uniform() * 2 ** (bitsPerCode + 1)) - 2 ** bitsPerCode,
            );
            words[at]! += digit * 2 ** (bitsPerCode * code);
            expected[(at % width) * codes + code]! += Number(digit > 0);
          }
        }
        const totals = new BitTotals(width, bitsPerCode);
        const half = Math.floor(rows / 2) * width;
        totals.add(words.subarray(0, half));
        totals.add(words.subarray(half));
        assert.deepEqual(totals.totals(), expected);
      });
    }
  }

  it('refuses words that are no whole rows', () => {
    assert.throws(() => {
      new BitTotals(3, 1).add(new Float32Array(4));
    }, RangeError);
  });
});
