import { readSync } from 'node:fs';
import { MalformedError } from './malformed.ts';

/**
 * Random access to an open file through one small window, so that walking past a weight of gigabytes costs a seek
 * and not a read. Reads are synchronous: a structure is a few hundred kilobytes, and the walker stays a plain loop.
 */
export class FileWindow {
  readonly size: number;
  readonly #descriptor: number;
  readonly #window: Uint8Array;
  #start = 0;
  #end = 0;

  /** `descriptor` stays the caller's to close; `size` is the file's length in bytes. */
  constructor(descriptor: number, size: number, windowBytes = 16384) {
    this.#descriptor = descriptor;
    this.size = size;
    this.#window = new Uint8Array(windowBytes);
  }

  /** Byte at `offset`, which must lie in [0, size). */
  byte(offset: number): number {
    if (offset < this.#start || offset >= this.#end) this.#moveTo(offset);
    return this.#window[offset - this.#start]!;
  }

  /** Copy of bytes [start, end). */
  bytes(start: number, end: number): Uint8Array {
    if (start >= this.#start && end <= this.#end) {
      return this.#window.slice(start - this.#start, end - this.#start);
    }
    if (end - start <= this.#window.length) {
      this.#moveTo(start);
      if (end <= this.#end) return this.#window.slice(0, end - start);
    }
    const copy = new Uint8Array(end - start);
    for (let done = 0; done < copy.length;) {
      const read = readSync(this.#descriptor, copy, done, copy.length - done, start + done);
      if (read === 0) throw new MalformedError('it became shorter while it was read');
      done += read;
    }
    return copy;
  }

  #moveTo(offset: number): void {
    const wanted = Math.min(this.#window.length, this.size - offset);
    const read = wanted > 0 ? readSync(this.#descriptor, this.#window, 0, wanted, offset) : 0;
    if (read === 0) throw new MalformedError('it ends where more bytes are announced');
    this.#start = offset;
    this.#end = offset + read;
  }
}
