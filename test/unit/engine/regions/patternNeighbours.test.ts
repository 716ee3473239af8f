import { strict as assert } from 'node:assert';
import {
  type PatternLayout,
  PatternNeighbours,
} from '../../../../src/engine/regions/patternNeighbours.ts';
import {
  type RandomGenerator,
  randomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';

/** Patterns of one site as plain codes: rows × codes. */
type Codes = number[][];

const sites = [
  { codes: 70, bitsPerCode: 1, levels: 2 },
  { codes: 9, bitsPerCode: 2, levels: 3 },
  { codes: 20, bitsPerCode: 3, levels: 5 },
];

const layouts: PatternLayout[] = sites.map(({ codes, bitsPerCode }) => ({
  codes,
  bitsPerCode,
  wordsPerRow: Math.ceil(codes / (24 / bitsPerCode)),
}));

function packed(rows: Codes, { bitsPerCode, wordsPerRow }: PatternLayout): Float32Array {
  const perWord = 24 / bitsPerCode;
  const words = new Float32Array(rows.length * wordsPerRow);
  rows.forEach((codes, row) => {
    codes.forEach((code, i) => {
      const place = row * wordsPerRow + Math.floor(i / perWord);
      words[place] += code * 2 ** (bitsPerCode * (i % perWord));
    });
  });
  return words;
}

function draw(rows: number, rng: RandomGenerator): Codes[] {
  return sites.map(({ codes, levels }) =>
    Array.from({ length: rows }, () => Array.from({ length: codes }, () => rng.integer(levels))),
  );
}

/** The definition, word for word. */
function distance(queries: Codes[], query: number, rows: Codes[], row: number): number {
  const shares = sites.map(({ codes }, site) => {
    const [a, b] = [queries[site][query], rows[site][row]];
    return a.filter((code, i) => code !== b[i]).length / codes;
  });
  return shares.reduce((sum, share) => sum + share, 0) / sites.length;
}

function neighbours(queries: Codes[], rows: Codes[], chunk: number, keep: number) {
  const [count, total] = [queries[0].length, rows[0].length];
  const pack = (all: Codes[], from: number, to: number) =>
    all.map((codes, site) => packed(codes.slice(from, to), layouts[site]));
  const found = new PatternNeighbours(layouts, pack(queries, 0, count), count, keep);
  for (let start = 0; start < total; start += chunk) {
    const end = Math.min(total, start + chunk);
    found.add(pack(rows, start, end), end - start, start);
  }
  return found.results();
}

describe('PatternNeighbours', () => {
  const rng = randomGenerator(9);
  const [queries, rows] = [draw(12, rng), draw(150, rng)];

  it('finds what comparing every pair finds, in any chunks', () => {
    for (const chunk of [1, 7, 150]) {
      neighbours(queries, rows, chunk, 4).forEach((found, query) => {
        const expected = rows[0]
          .map((_, row) => ({ row, distance: distance(queries, query, rows, row) }))
          .sort((a, b) => a.distance - b.distance || a.row - b.row)
          .slice(0, 4);
        assert.deepEqual(
          found.map(({ row }) => row),
          expected.map(({ row }) => row),
        );
        found.forEach((each, rank) => {
          assert.ok(Math.abs(each.distance - expected[rank].distance) < 1e-12);
        });
      });
    }
  });

  it('finds a pattern itself at distance 0, and the first of equal ones', () => {
    const twice = rows.map((codes) => [...codes, ...codes]);
    for (const [query, [nearest, second]] of neighbours(rows, twice, 64, 2).entries()) {
      assert.deepEqual(nearest, { row: query, distance: 0 });
      assert.deepEqual(second, { row: query + 150, distance: 0 });
    }
  });

  it('gives fewer neighbours than asked for when there are fewer rows', () => {
    const few = rows.map((codes) => codes.slice(0, 2));
    assert.ok(neighbours(queries, few, 2, 5).every((found) => found.length === 2));
  });
});
