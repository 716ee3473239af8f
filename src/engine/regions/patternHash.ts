/** A pattern as stored: words of any typed array whose values are whole numbers of 32 bits, signed or not. */
export type PatternWords = Float32Array | Float64Array | Int32Array | Uint32Array;

/**
 * Hashes words [start, start + length) to 64 bits, written to `into[0]` and `into[1]`. A table compares patterns in full
 * behind it, so that a bad hash costs time and never a wrong count.
 */
export type PatternHash = (
  words: PatternWords,
  start: number,
  length: number,
  into: Uint32Array,
) => void;

/** Two multiply–rotate lanes with different odd constants (those of MurmurHash3 and xxHash32), each finalised to full avalanche. */
export const patternHash: PatternHash = (words, start, length, into) => {
  let a = length;
  let b = 0x9e3779b9 ^ length;
  for (let i = start; i < start + length; i++) {
    const word = words[i] | 0;
    a = Math.imul(a ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b + Math.imul(word, 0x85ebca77), 0x9e3779b1);
    b = (b << 17) | (b >>> 15);
  }
  into[0] = finalise(a ^ (b >>> 7));
  into[1] = finalise(b);
};

function finalise(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
