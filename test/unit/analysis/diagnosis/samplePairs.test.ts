import { strict as assert } from 'node:assert';
import { samplePairs } from '../../../../src/analysis/diagnosis/samplePairs.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('samplePairs', () => {
  const labels = Int32Array.of(3, 1, 3, 2, 1, 3, 7);

  it('draws pairs of one class and of two in turn, never a sample with itself', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const { from, to, kind } of samplePairs(7, labels, 6, randomGenerator(seed))) {
        assert.notEqual(from, to, `seed ${String(seed)}`);
        assert.equal(labels[from] === labels[to], kind === 'same-class', `seed ${String(seed)}`);
      }
    }
  });

  it('reaches every pair there is, each at most once', () => {
    const found = samplePairs(7, labels, 2000, randomGenerator(1));
    const keys = new Set(
      found.map(({ from, to }) => `${Math.min(from, to)}-${Math.max(from, to)}`),
    );
    assert.equal(keys.size, found.length);
    assert.equal(found.length, (7 * 6) / 2);
    assert.equal(found.filter(({ kind }) => kind === 'same-class').length, 3 + 1);
  });

  it('draws any two samples where there are no labels', () => {
    const found = samplePairs(4, undefined, 500, randomGenerator(2));
    assert.equal(found.length, 6);
    assert.ok(found.every(({ kind }) => kind === 'random'));
  });

  it('draws both ends evenly', () => {
    const hits = new Int32Array(5);
    for (let seed = 0; seed < 4000; seed++) {
      const [{ from, to }] = samplePairs(5, undefined, 1, randomGenerator(seed));
      hits[from]++;
      hits[to]++;
    }
    // Binomial with mean 1600 and standard deviation 31: five of them.
    for (const count of hits) assert.ok(Math.abs(count - 1600) < 155, String(hits));
  });

  it('gives what there is with one class, with classes of one sample, and with fewer than two samples', () => {
    const kinds = (given: Int32Array) =>
      new Set(samplePairs(given.length, given, 20, randomGenerator(3)).map(({ kind }) => kind));
    assert.deepEqual(kinds(Int32Array.of(4, 4, 4)), new Set(['same-class']));
    assert.deepEqual(kinds(Int32Array.of(4, 5, 6)), new Set(['different-class']));
    assert.deepEqual(kinds(Int32Array.of(4)), new Set());
    assert.deepEqual(samplePairs(1, undefined, 20, randomGenerator(3)), []);
    assert.deepEqual(samplePairs(0, undefined, 20, randomGenerator(3)), []);
  });
});
