import type { ByteRange } from '../bytes/byteRange.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { ByteSink } from '../bytes/byteSink.ts';
import type { CsvLayout } from './csvLayout.ts';
import { csvBytes } from './csvStream.ts';
import { PlainNumberReader } from './plainNumber.ts';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;

/** Numbers collected before they go to the sink. */
const blockNumbers = 2 ** 16;

/**
 * The fast way through files of plain decimal numbers, a line a row: parses the bytes themselves, several times faster
 * than text. `undefined` when any line is not of that kind; the caller then parses the file as CSV, which also finds
 * the words for what is wrong with it.
 */
export async function readPlainCsv(
  range: ByteRange,
  layout: CsvLayout,
  columns: readonly number[],
  limit: number,
): Promise<{ readonly rows: number; readonly source: ByteSource } | undefined> {
  const parser = new PlainCsvParser(layout, columns, limit);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const part of csvBytes(range)) {
      const bytes = rest.length === 0 ? part : Buffer.concat([rest, part]);
      const end = bytes.lastIndexOf(lineFeed) + 1;
      if (!parser.parse(bytes, end)) return undefined;
      if (parser.rows === limit) break;
      rest = bytes.subarray(end);
    }
    const last = Buffer.concat([rest, Buffer.of(lineFeed)]);
    if (!parser.parse(last, last.length) || parser.rows === 0) return undefined;
    return { rows: parser.rows, source: parser.finish() };
  } finally {
    parser.discard();
  }
}

class PlainCsvParser {
  rows = 0;
  readonly #reader = new PlainNumberReader();
  readonly #sink = new ByteSink();
  readonly #delimiter: number;
  /** For every cell of a line its place among the wanted columns; −1 for an unwanted one. */
  readonly #places: Int32Array;
  readonly #width: number;
  readonly #limit: number;
  readonly #block: Float64Array;
  #filled = 0;
  #first = true;
  #headerPending: boolean;

  constructor(layout: CsvLayout, columns: readonly number[], limit: number) {
    this.#delimiter = layout.delimiter.charCodeAt(0);
    this.#width = columns.length;
    this.#places = Int32Array.from(layout.columns, (_, cell) => columns.indexOf(cell));
    this.#limit = limit;
    this.#headerPending = layout.hasHeader;
    this.#block = new Float64Array(Math.max(blockNumbers, this.#width));
  }

  /** Parses the lines of `bytes` before `end`, which follows a line feed; false when one is not plain. */
  parse(bytes: Buffer, end: number): boolean {
    let from = this.#first ? afterMark(bytes) : 0;
    if (end > 0) this.#first = false;
    while (from < end && this.rows < this.#limit) {
      const next = bytes.indexOf(lineFeed, from) + 1;
      const stop = bytes[next - 2] === carriageReturn && next - 2 >= from ? next - 2 : next - 1;
      if (stop > from && !this.#takeLine(bytes, from, stop)) return false;
      from = next;
    }
    return true;
  }

  finish(): ByteSource {
    this.#flush();
    return this.#sink.finish();
  }

  discard(): void {
    this.#sink.discard();
  }

  #takeLine(bytes: Buffer, from: number, stop: number): boolean {
    if (this.#headerPending) {
      this.#headerPending = false;
      // A quoted name may go on in the next line.
      return !bytes.subarray(from, stop).includes(quote) || hasEvenQuotes(bytes, from, stop);
    }
    if (this.#filled + this.#width > this.#block.length) this.#flush();
    if (!this.#parseLine(bytes, from, stop)) return false;
    this.#filled += this.#width;
    this.rows++;
    return true;
  }

  #parseLine(bytes: Buffer, from: number, stop: number): boolean {
    const cells = this.#places.length;
    let at = from;
    for (let cell = 0; cell < cells; cell++) {
      const place = this.#places[cell];
      if (place >= 0) {
        while (bytes[at] === space && at < stop) at++;
        const value = this.#reader.read(bytes, at);
        if (!Number.isFinite(value)) return false;
        this.#block[this.#filled + place] = value;
        at = this.#reader.end;
        while (bytes[at] === space && this.#delimiter !== space && at < stop) at++;
      } else {
        for (; at < stop && bytes[at] !== this.#delimiter; at++)
          if (bytes[at] === quote) return false;
      }
      const last = cell === cells - 1;
      if (last ? at !== stop : bytes[at] !== this.#delimiter) return false;
      at++;
    }
    return true;
  }

  #flush(): void {
    this.#sink.append(new Uint8Array(this.#block.buffer, 0, this.#filled * 8));
    this.#filled = 0;
  }
}

/** Index after a UTF-8 byte-order mark, 0 without one. */
function afterMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function hasEvenQuotes(bytes: Buffer, from: number, stop: number): boolean {
  let quotes = 0;
  for (let at = from; at < stop; at++) if (bytes[at] === quote) quotes++;
  return quotes % 2 === 0;
}
