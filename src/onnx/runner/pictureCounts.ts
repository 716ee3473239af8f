import { bitCount } from '../../engine/regions/bitCount.ts';
import { lowestBits } from '../../engine/regions/codeFlips.ts';
import { type CodeTiling, wordsPerUnit } from './pictureCodes.ts';

/** Counts over rows; see {@link import('../runner.ts').SiteChunk}. */
export interface PictureCounts {
  readonly counts: Float64Array;
  readonly saturatedCounts: Float64Array | undefined;
  readonly positionCounts?: Float64Array;
}

/** Counts of the bits of packed codes: `words` is rows × units × words of a unit. */
export function pictureCounts(
  words: Float32Array,
  tiling: CodeTiling,
  byPosition: boolean,
): PictureCounts {
  const { units, height, width, bitsPerCode } = tiling;
  const perUnit = wordsPerUnit(tiling);
  const counts = new Float64Array(units);
  const isClip = bitsPerCode === 2;
  const saturated = isClip ? new Float64Array(units) : undefined;
  const lowest = lowestBits(bitsPerCode);
  for (let start = 0; start < words.length; start += perUnit) {
    const unit = (start / perUnit) % units;
    let active = 0;
    let above = 0;
    for (let at = start; at < start + perUnit; at++) {
      // The code of an active unit is 1, that of a saturated one 2.
      const high = isClip ? words[at]! >>> 1 : 0;
      active += bitCount((words[at]! | high) & lowest);
      above += bitCount(high & lowest);
    }
    counts[unit]! += active;
    if (saturated) saturated[unit]! += above;
  }
  const positions = byPosition ? new Float64Array(units * height * width) : undefined;
  if (positions) addPositions(positions, words, tiling);
  return {
    counts,
    saturatedCounts: saturated,
    ...(positions && { positionCounts: positions }),
  };
}

/** Adds up each code's active rows into units × height × width. */
function addPositions(total: Float64Array, words: Float32Array, tiling: CodeTiling): void {
  const places = placesOfCodes(tiling);
  const { units, height, width, tileHeight, tileWidth, bitsPerCode } = tiling;
  const perUnit = wordsPerUnit(tiling);
  const size = tileHeight * tileWidth;
  const active = bitsPerCode === 2 ? 3 : 1;
  for (let at = 0; at < words.length; at++) {
    let rest: number = words[at]! | 0;
    const unit = Math.floor(at / perUnit) % units;
    const first = (at % perUnit) * size;
    for (let code = 0; rest !== 0; code++, rest >>>= bitsPerCode) {
      if ((rest & active) !== 0) total[unit * height * width + places[first + code]!]! += 1;
    }
  }
}

/** Position of each code of one unit, in the order of words and of bits in them; those beyond the edges are always 0. */
function placesOfCodes({ height, width, tileHeight, tileWidth }: CodeTiling): Int32Array {
  const places: number[] = [];
  for (let top = 0; top < height; top += tileHeight)
    for (let left = 0; left < width; left += tileWidth)
      for (let line = top; line < top + tileHeight; line++)
        for (let column = left; column < left + tileWidth; column++)
          places.push(line * width + column);
  return Int32Array.from(places);
}
