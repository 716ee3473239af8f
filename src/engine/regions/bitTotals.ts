import { gathered, lowestBits } from './codeFlips.ts';
import type { PatternWords } from './patternHash.ts';

/** Sums of so many whole rows of words, bit by bit: bit k of `plane` and, where it is set, of `waiting` count 2^level each. */
interface Level {
  readonly plane: Int32Array;
  readonly waiting: Int32Array;
  isWaiting: boolean;
}

/**
 * In how many rows of packed codes each code was not 0. Rows are added by carry-save adders, all codes of a word at once (Harley and Seal;
 * Muła, Kurz and Lemire 2018): a few operations a word and row. Holds 2 · log2(rows) rows of words.
 */
export class BitTotals {
  readonly #bitsPerCode: number;
  readonly #lowest: number;
  readonly #carry: Int32Array;
  readonly #levels: Level[] = [];

  /** `bitsPerCode` is 1 to 24; codes begin at the lowest bit of a word. */
  constructor(wordsPerRow: number, bitsPerCode: number) {
    this.#bitsPerCode = bitsPerCode;
    this.#lowest = lowestBits(bitsPerCode);
    this.#carry = new Int32Array(wordsPerRow);
  }

  /** `words` is rows × wordsPerRow. Throws RangeError on another length. */
  add(words: PatternWords): void {
    const carry = this.#carry;
    const width = carry.length;
    if (words.length % width !== 0) {
      throw new RangeError(`${words.length} words are no rows of ${width}`);
    }
    for (let start = 0; start < words.length; start += width) {
      for (let i = 0; i < width; i++) {
        carry[i] = gathered(words[start + i]! | 0, this.#bitsPerCode) & this.#lowest;
      }
      let level = 0;
      while (this.#enter(level)) level++;
    }
  }

  /** wordsPerRow × codes of a word, those of a word in the order of its bits. */
  totals(): Float64Array {
    const codes = Math.floor(24 / this.#bitsPerCode);
    const totals = new Float64Array(this.#carry.length * codes);
    for (const [level, { plane, waiting, isWaiting }] of this.#levels.entries()) {
      for (const bits of isWaiting ? [plane, waiting] : [plane]) {
        addBits(totals, bits, this.#bitsPerCode, 2 ** level);
      }
    }
    return totals;
  }

  /** Adds the carried row to a level; whether a row goes on to the next one. */
  #enter(index: number): boolean {
    const carry = this.#carry;
    const level = (this.#levels[index] ??= {
      plane: new Int32Array(carry.length),
      waiting: new Int32Array(carry.length),
      isWaiting: false,
    });
    const { plane, waiting, isWaiting } = level;
    level.isWaiting = !isWaiting;
    if (!isWaiting) {
      waiting.set(carry);
      return false;
    }
    for (let i = 0; i < carry.length; i++) {
      const odd = plane[i]! ^ waiting[i]!;
      const third = carry[i]!;
      carry[i] = (plane[i]! & waiting[i]!) | (odd & third);
      plane[i] = odd ^ third;
    }
    return true;
  }
}

function addBits(
  totals: Float64Array,
  bits: Int32Array,
  bitsPerCode: number,
  weight: number,
): void {
  const codes = totals.length / bits.length;
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!;
    for (let at = word * codes; rest !== 0; at++, rest >>>= bitsPerCode) {
      if ((rest & 1) !== 0) totals[at]! += weight;
    }
  }
}
