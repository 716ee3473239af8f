import { bitCount } from './bitCount.ts';
import type { PatternWords } from './patternHash.ts';

/** Words of packed codes are whole numbers below 2^24 (see the runner's packing), so their bits can be compared as integers. */
const wordBits = 24;

/**
 * Number of codes that differ between two packed patterns of equal length, for codes of `bitsPerCode` bits each, 1 to 24. Throws
 * RangeError when the lengths differ.
 */
export function countFlips(a: PatternWords, b: PatternWords, bitsPerCode: number): number {
  if (a.length !== b.length) throw new RangeError(`patterns of ${a.length} and ${b.length} words`);
  const lowest = lowestBits(bitsPerCode);
  let flips = 0;
  for (let word = 0; word < a.length; word++) {
    if (a[word] !== b[word]) flips += bitCount(gathered(a[word] ^ b[word], bitsPerCode) & lowest);
  }
  return flips;
}

/** The lowest bit of every code in a word. */
export function lowestBits(bitsPerCode: number): number {
  let mask = 0;
  for (let code = 0; (code + 1) * bitsPerCode <= wordBits; code++)
    mask |= 1 << (code * bitsPerCode);
  return mask;
}

/** A code has changed when any of its bits has: the lowest bit of each becomes the union of them all; other bits are spoilt. */
export function gathered(changed: number, bitsPerCode: number): number {
  let union = changed;
  for (let shift = 1; shift < bitsPerCode; shift++) union |= changed >>> shift;
  return union;
}
