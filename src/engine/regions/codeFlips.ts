/** Words of packed codes are whole numbers below 2^24 (see the runner's packing), so their bits can be compared as integers. */
const wordBits = 24;

/**
 * Number of codes that differ between two packed patterns of equal length, for codes of one bit (two segments) or two bits (three
 * segments). Throws RangeError when the lengths differ.
 */
export function countFlips(a: Float32Array, b: Float32Array, bitsPerCode: 1 | 2): number {
  if (a.length !== b.length) throw new RangeError(`patterns of ${a.length} and ${b.length} words`);
  let flips = 0;
  for (let word = 0; word < a.length; word++) {
    if (a[word] === b[word]) continue;
    let changed = a[word] ^ b[word];
    // A code of two bits has changed when either has: gather both in the lower one.
    if (bitsPerCode === 2) changed = (changed | (changed >> 1)) & lowerBits;
    flips += ones(changed);
  }
  return flips;
}

/** Every second bit, from the lowest. */
const lowerBits = Array.from({ length: wordBits / 2 }, (_, i) => 4 ** i).reduce((x, y) => x + y);

function ones(bits: number): number {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}
