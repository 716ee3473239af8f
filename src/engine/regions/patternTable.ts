import { patternHash, type PatternHash, type PatternWords } from './patternHash.ts';

/** Words of one page of stored patterns, when a pattern is shorter than that. */
const pageWords = 1 << 18;
/** Patterns that the first page has room for until more come: a deep network has thousands of tables, most of them small. */
const initialPatterns = 64;
const initialSlots = 2 * initialPatterns;
const empty = -1;

/**
 * A dictionary of activation patterns (D8): equal rows of words get equal ids, counted from 0 in order of first appearance.
 * Open addressing on a 64-bit hash, with a comparison in full behind it, so ids are exact whatever the hash. Memory is
 * proportional to distinct patterns × words; stored patterns move only while the
 * first page doubles.
 */
export class PatternTable {
  readonly #wordsPerRow: number;
  readonly #hash: PatternHash;
  readonly #patternsPerPage: number;
  readonly #pages: Int32Array[] = [];
  /** Two hash words per id. */
  #hashes = new Uint32Array(initialSlots);
  /** Id in each slot, or `empty`; a power of two, at most half full. */
  #slots = new Int32Array(initialSlots).fill(empty);
  #size = 0;

  /** `hash` is replaced in tests, to force collisions. */
  constructor(wordsPerRow: number, hash: PatternHash = patternHash) {
    this.#wordsPerRow = wordsPerRow;
    this.#hash = hash;
    this.#patternsPerPage = Math.max(1, Math.floor(pageWords / Math.max(1, wordsPerRow)));
  }

  /** Number of distinct patterns so far. */
  get size(): number {
    return this.#size;
  }

  /** Ids of `rows` patterns laid out as rows × wordsPerRow; new ones are entered. Throws RangeError on another length. */
  add(words: PatternWords, rows: number): Int32Array {
    const width = this.#wordsPerRow;
    if (words.length !== rows * width) {
      throw new RangeError(`${rows} patterns of ${width} words: ${words.length} words`);
    }
    const ids = new Int32Array(rows);
    const hash = new Uint32Array(2);
    for (let row = 0; row < rows; row++) {
      this.#hash(words, row * width, width, hash);
      ids[row] = this.#idOf(words, row * width, hash);
    }
    return ids;
  }

  #idOf(words: PatternWords, start: number, hash: Uint32Array): number {
    const mask = this.#slots.length - 1;
    let slot = hash[0] & mask;
    for (; this.#slots[slot] !== empty; slot = (slot + 1) & mask) {
      const id = this.#slots[slot];
      const sameHash = this.#hashes[2 * id] === hash[0] && this.#hashes[2 * id + 1] === hash[1];
      if (sameHash && this.#equals(id, words, start)) return id;
    }
    return this.#enter(words, start, hash, slot);
  }

  #equals(id: number, words: PatternWords, start: number): boolean {
    const page = this.#pages[Math.floor(id / this.#patternsPerPage)];
    const offset = (id % this.#patternsPerPage) * this.#wordsPerRow;
    for (let i = 0; i < this.#wordsPerRow; i++) {
      if (page[offset + i] !== (words[start + i] | 0)) return false;
    }
    return true;
  }

  #enter(words: PatternWords, start: number, hash: Uint32Array, slot: number): number {
    const id = this.#size++;
    const inPage = id % this.#patternsPerPage;
    const page = this.#pageWithRoom(inPage);
    for (let i = 0; i < this.#wordsPerRow; i++) {
      page[inPage * this.#wordsPerRow + i] = words[start + i];
    }
    this.#hashes[2 * id] = hash[0];
    this.#hashes[2 * id + 1] = hash[1];
    this.#slots[slot] = id;
    if (2 * this.#size >= this.#slots.length) this.#grow();
    return id;
  }

  /** The last page, begun or doubled where it has no room for its pattern `inPage`. */
  #pageWithRoom(inPage: number): Int32Array {
    const pages = this.#pages;
    const full = this.#patternsPerPage;
    const width = this.#wordsPerRow;
    if (inPage === 0) {
      const room = pages.length === 0 ? Math.min(initialPatterns, full) : full;
      pages.push(new Int32Array(room * width));
    }
    const page = pages[pages.length - 1];
    if ((inPage + 1) * width <= page.length) return page;
    const doubled = new Int32Array(Math.min(2 * page.length, full * width));
    doubled.set(page);
    return (pages[pages.length - 1] = doubled);
  }

  /** Doubles the slots; as they are at most half full, `#hashes` has room for two words per id at the same length. */
  #grow(): void {
    const length = 2 * this.#slots.length;
    const hashes = new Uint32Array(length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#slots = new Int32Array(length).fill(empty);
    for (let id = 0; id < this.#size; id++) {
      let slot = hashes[2 * id] & (length - 1);
      while (this.#slots[slot] !== empty) slot = (slot + 1) & (length - 1);
      this.#slots[slot] = id;
    }
  }
}
