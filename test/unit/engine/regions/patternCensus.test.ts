import { strict as assert } from 'node:assert';
import { PatternCensus, type SiteCensus } from '../../../../src/engine/regions/patternCensus.ts';
import type { PatternHash } from '../../../../src/engine/regions/patternHash.ts';
import {
  randomGenerator,
  type RandomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';

const alwaysCollide: PatternHash = (_words, _start, _length, into) => into.fill(7);

interface Codes {
  readonly codes: Float32Array[];
  readonly labels: number[];
  readonly rows: number;
}

/** Three sites of one or two words with few distinct values, and labels that lean on the first site. */
function randomCodes(rng: RandomGenerator, rows: number): Codes {
  const codes = [1, 2, 1].map((words) =>
    Float32Array.from({ length: rows * words }, () => rng.integer(3)),
  );
  const labels = Array.from({ length: rows }, (_, i) => (codes[0][i] + rng.integer(2)) % 3);
  return { codes, labels, rows };
}

function rowsOf({ codes, labels }: Codes, order: readonly number[]): Codes {
  const widths = [1, 2, 1];
  return {
    rows: order.length,
    labels: order.map((row) => labels[row]),
    codes: codes.map((site, s) =>
      Float32Array.from(
        order.flatMap((row) => [...site.subarray(row * widths[s], (row + 1) * widths[s])]),
      ),
    ),
  };
}

function census(samples: Codes, reference?: Codes, hash?: PatternHash): SiteCensus[] {
  const result = new PatternCensus([1, 2, 1], hash);
  result.addSamples(samples.codes, samples.rows, samples.labels);
  if (reference) result.addReference(reference.codes, reference.rows);
  return result.results();
}

describe('PatternCensus', () => {
  it('counts a small case as one does by hand', () => {
    const result = new PatternCensus([1]);
    result.addSamples([Float32Array.of(5, 5, 9, 5, 2)], 5, [0, 0, 1, 1, 1]);
    result.addReference([Float32Array.of(5, 1)], 2);
    const [{ own, cumulative }] = result.results();
    assert.deepEqual(own, {
      distinctPatterns: 3,
      singletons: 2,
      entropyBits: Math.log2(5) - (3 * Math.log2(3)) / 5,
      seenRate: 3 / 5,
      purity: 4 / 5,
      impureCells: 1 / 3,
    });
    assert.deepEqual(cumulative, own);
  });

  it('refines with depth: cells and purity never decrease, seen rate never increases', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rng = randomGenerator(seed);
      const layers = census(randomCodes(rng, 60), randomCodes(rng, 60));
      layers.forEach(({ own, cumulative }, site) => {
        const coarser = layers[site - 1]?.cumulative ?? own;
        assert.ok(cumulative.distinctPatterns >= coarser.distinctPatterns, `seed ${seed}`);
        assert.ok(cumulative.distinctPatterns >= own.distinctPatterns, `seed ${seed}`);
        assert.ok(cumulative.entropyBits >= coarser.entropyBits - 1e-12, `seed ${seed}`);
        assert.ok((cumulative.purity ?? -1) >= (coarser.purity ?? 0), `seed ${seed}`);
        assert.ok((cumulative.seenRate ?? 2) <= (coarser.seenRate ?? 0), `seed ${seed}`);
      });
    }
  });

  it('does not depend on the order of rows, on chunks, on what comes first, or on the hash', () => {
    const rng = randomGenerator(42);
    const samples = randomCodes(rng, 200);
    const reference = randomCodes(rng, 100);
    const expected = census(samples, reference);
    const order = Array.from({ length: 200 }, (_, i) => (i * 77 + 13) % 200);
    assert.deepEqual(census(rowsOf(samples, order), reference), expected);
    assert.deepEqual(census(samples, reference, alwaysCollide), expected);

    const chunked = new PatternCensus([1, 2, 1]);
    chunked.addReference(reference.codes, reference.rows);
    for (let start = 0; start < 200; start += 37) {
      const chunk = rowsOf(samples, order.slice(start, start + 37));
      chunked.addSamples(chunk.codes, chunk.rows, chunk.labels);
    }
    assert.deepEqual(chunked.results(), expected);
  });

  it('keeps the joint pattern of all sites exact', () => {
    const samples = randomCodes(randomGenerator(1), 500);
    const joint = new Set(
      samples.labels.map((_, row) =>
        rowsOf(samples, [row])
          .codes.map((c) => c.join())
          .join('|'),
      ),
    );
    assert.equal(census(samples).at(-1)?.cumulative.distinctPatterns, joint.size);
  });

  it('has every sample seen when it is its own reference, and none against strangers', () => {
    const samples = randomCodes(randomGenerator(2), 50);
    for (const { own, cumulative } of census(samples, samples)) {
      assert.deepEqual([own.seenRate, cumulative.seenRate], [1, 1]);
    }
    const strangers = { ...samples, codes: samples.codes.map((site) => site.map((w) => w + 100)) };
    const [{ own }] = census(samples, strangers);
    assert.equal(own.seenRate, 0);
    assert.equal(own.distinctPatterns, census(samples)[0].own.distinctPatterns);
  });

  it('says null where labels or a reference are missing, and 0 for no samples', () => {
    const result = new PatternCensus([1]);
    assert.deepEqual(result.results()[0].own, {
      distinctPatterns: 0,
      singletons: 0,
      entropyBits: 0,
      seenRate: null,
      purity: null,
      impureCells: null,
    });
    result.addSamples([Float32Array.of(1, 1, 1)], 3);
    assert.equal(result.results()[0].own.entropyBits, 0);
    assert.throws(() => result.addSamples([], 0), RangeError);
  });
});
