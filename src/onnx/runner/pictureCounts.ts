import { bitCount } from '../../engine/regions/bitCount.ts';
import { lowestBits } from '../../engine/regions/codeFlips.ts';
import { type CodeTiling } from '../runner.ts';
import { wordsPerUnit } from './pictureCodes.ts';

/** Counts over rows; see {@link import('../runner.ts').SiteChunk}. */
export interface PictureCounts {
  readonly counts: Float64Array;
  readonly saturatedCounts: Float64Array | undefined;
}

/** Counts of the bits of packed codes: `words` is rows × units × words of a unit. */
export function pictureCounts(words: Float32Array, tiling: CodeTiling): PictureCounts {
  const { units, bitsPerCode } = tiling;
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
  return { counts, saturatedCounts: saturated };
}
