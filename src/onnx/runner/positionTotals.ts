import { BitTotals } from '../../engine/regions/bitTotals.ts';
import { type CodeTiling, type PositionWords } from '../runner.ts';
import { codesPerWord, wordsPerRow, wordsPerUnit } from './pictureCodes.ts';

/** Adds up what chunks tell of one site by position; see {@link import('../runner.ts').SiteChunk.positionCounts}. */
export class PositionTotals {
  #counts: Float64Array | undefined;
  #bits: { readonly totals: BitTotals; readonly tiling: CodeTiling } | undefined;

  add(chunk: Float64Array | PositionWords): void {
    if (chunk instanceof Float64Array) {
      const total = (this.#counts ??= new Float64Array(chunk.length));
      for (let i = 0; i < total.length; i++) total[i]! += chunk[i]!;
      return;
    }
    const { words, tiling } = chunk;
    const totals = () => new BitTotals(wordsPerRow(tiling), tiling.bitsPerCode);
    (this.#bits ??= { totals: totals(), tiling }).totals.add(words);
  }

  /** Per number of one sample, the rows in which it was active; `undefined` before the first chunk. */
  counts(): Float64Array | undefined {
    return this.#bits ? untiled(this.#bits.totals.totals(), this.#bits.tiling) : this.#counts;
  }
}

/** From the order of tiles to units × height × width; codes beyond the edges fall away. */
function untiled(totals: Float64Array, tiling: CodeTiling): Float64Array {
  const { units, height, width, tileHeight, tileWidth } = tiling;
  const perWord = codesPerWord(tiling);
  const tilesPerLine = Math.ceil(width / tileWidth);
  const counts = new Float64Array(units * height * width);
  let to = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let line = 0; line < height; line++) {
      const firstTile = unit * wordsPerUnit(tiling) + Math.floor(line / tileHeight) * tilesPerLine;
      const inTile = (line % tileHeight) * tileWidth;
      for (let column = 0; column < width; column++, to++) {
        const tile = firstTile + Math.floor(column / tileWidth);
        counts[to] = totals[tile * perWord + inTile + (column % tileWidth)]!;
      }
    }
  }
  return counts;
}
