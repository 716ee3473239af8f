import { strict as assert } from 'node:assert';
import { countFlips } from '../../../../src/engine/regions/codeFlips.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** Codes as the runner packs them: as many to a word below 2^24 as fit. */
const packed = (codes: readonly number[], bits: number): Float32Array => {
  const capacity = 24 / bits;
  const words = new Float32Array(Math.ceil(codes.length / capacity));
  codes.forEach(
    (code, i) => (words[Math.floor(i / capacity)] += code * 2 ** (bits * (i % capacity))),
  );
  return words;
};

describe('countFlips', () => {
  for (const bits of [1, 2] as const) {
    it(`counts every differing code of ${bits} bits, and only those`, () => {
      const rng = randomGenerator(5);
      const draw = () => Array.from({ length: 101 }, () => Math.floor(rng.uniform() * (bits + 1)));
      for (let trial = 0; trial < 20; trial++) {
        const [a, b] = [draw(), draw()];
        const expected = a.filter((code, i) => code !== b[i]).length;
        assert.equal(countFlips(packed(a, bits), packed(b, bits), bits), expected);
      }
    });
  }

  it('finds none between equal patterns', () => {
    const words = Float32Array.of(2 ** 24 - 1, 0, 12345);
    assert.equal(countFlips(words, words.slice(), 1), 0);
  });

  it('refuses patterns of different lengths', () => {
    assert.throws(() => countFlips(new Float32Array(2), new Float32Array(3), 1), RangeError);
  });
});
