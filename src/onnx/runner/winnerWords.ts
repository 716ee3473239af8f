import { type CodePacking } from './packedCodes.ts';

/** Codes of pooling windows, packed as {@link import('./packedCodes.ts').packedCodes} packs them, from what {@link import('./windowWinners.ts').WindowWinners} tells of `elements` elements; `sums` is rows × count. */
export function winnerWords(
  sums: Float32Array,
  count: number,
  elements: number,
  { wordsPerRow, bitsPerCode, perWord, isStrided }: CodePacking,
): Float32Array {
  const codes = codesOfSums(elements);
  const rows = sums.length / count;
  const words = new Int32Array(rows * wordsPerRow);
  for (let row = 0; row < rows; row++) {
    const [to, from] = [row * wordsPerRow, row * count];
    const [length, step] = isStrided ? [wordsPerRow, 1] : [perWord, 0];
    for (let start = 0, group = 0; start < count; start += length, group++) {
      const end = Math.min(start + length, count);
      const base = isStrided ? to : to + group;
      for (let at = start; at < end; at++) {
        const digit = isStrided ? group : at - start;
        words[base + (at - start) * step]! |= codes[sums[from + at]!]! << (bitsPerCode * digit);
      }
    }
  }
  return Float32Array.from(words);
}

/** The first element that is not less than the maximum, counted from 1; 0 where the maximum is not above 0. */
function codesOfSums(elements: number): Uint8Array {
  return Uint8Array.from({ length: 2 ** (elements + 1) }, (_, sum) => {
    if (sum < 2 ** elements) return 0;
    let element = 0;
    while (((sum >>> element) & 1) === 1) element++;
    return element + 1;
  });
}
