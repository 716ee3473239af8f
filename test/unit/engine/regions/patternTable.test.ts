import { strict as assert } from 'node:assert';
import type { PatternHash } from '../../../../src/engine/regions/patternHash.ts';
import { PatternTable } from '../../../../src/engine/regions/patternTable.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

const alwaysCollide: PatternHash = (_words, _start, _length, into) => into.fill(12345);
/** Equal first words, so that probing runs long, and second words that tell few patterns apart. */
const mostlyCollide: PatternHash = (words, start, _length, into) => {
  into[0] = 0xffffffff;
  into[1] = words[start] & 1;
};

/** Ids by a Map keyed with the pattern's text. */
function idsByText(words: Float32Array, wordsPerRow: number): number[] {
  const known = new Map<string, number>();
  return Array.from({ length: words.length / wordsPerRow }, (_, row) => {
    const key = words.subarray(row * wordsPerRow, (row + 1) * wordsPerRow).join();
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key) ?? -1;
  });
}

function randomWords(seed: number, count: number, distinctValues: number): Float32Array {
  const rng = randomGenerator(seed);
  return Float32Array.from({ length: count }, () => {
    return rng.integer(distinctValues) * Math.floor((2 ** 24 - 1) / distinctValues);
  });
}

describe('PatternTable', () => {
  it('gives equal ids to equal rows and only to them, whatever the hash', () => {
    for (const wordsPerRow of [1, 2, 5]) {
      const words = randomWords(wordsPerRow, 3000 * wordsPerRow, 4);
      const expected = idsByText(words, wordsPerRow);
      for (const hash of [undefined, alwaysCollide, mostlyCollide]) {
        const table = new PatternTable(wordsPerRow, hash);
        assert.deepEqual([...table.add(words, 3000)], expected);
        assert.equal(table.size, Math.max(...expected) + 1);
      }
    }
  });

  it('keeps wide patterns apart on every page', () => {
    // 100 patterns to a full page, of which there are three.
    const [width, rows] = [2600, 250];
    const words = new Float32Array(width * rows);
    for (let row = 0; row < rows; row++) words[row * width + (row % width)] = row;
    const table = new PatternTable(width, alwaysCollide);
    const expected = Array.from({ length: rows }, (_, row) => row);
    assert.deepEqual([...table.add(words, rows)], expected);
    assert.deepEqual([...table.add(words, rows)], expected);
  });

  it('keeps ids when rows come in chunks and when the table grows', () => {
    const words = randomWords(9, 40_000, 2 ** 20);
    const table = new PatternTable(2);
    const ids: number[] = [];
    for (let row = 0; row < 20_000; row += 777) {
      const chunk = words.subarray(2 * row, 2 * Math.min(20_000, row + 777));
      ids.push(...table.add(chunk, chunk.length / 2));
    }
    assert.deepEqual(ids, idsByText(words, 2));
    assert.deepEqual([...table.add(words, 20_000)], ids);
  });

  it('tells patterns apart by any single bit, at any width', () => {
    for (const wordsPerRow of [1, 3, 1000, 300_000]) {
      const rows = wordsPerRow > 1000 ? 3 : 24;
      const words = new Float32Array(rows * wordsPerRow);
      for (let row = 1; row < rows; row++) words[(row + 1) * wordsPerRow - 1] = 2 ** (row - 1);
      assert.equal(new PatternTable(wordsPerRow).add(words, rows).at(-1), rows - 1);
    }
  });

  it('handles no rows and refuses rows of another width', () => {
    const table = new PatternTable(3);
    assert.equal(table.add(new Float32Array(0), 0).length, 0);
    assert.throws(() => table.add(new Float32Array(7), 2), RangeError);
  });
});
