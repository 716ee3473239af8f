import { readSync } from 'node:fs';
import { MalformedError } from './malformed.ts';

const beyondEnd = 'it ends where more bytes are announced';

/**
 * Random access to an open file through one small window, so that walking past a weight of gigabytes costs a seek
 * and not a read. Reads are synchronous: a structure is a few hundred kilobytes, and the walker stays a plain loop.
 * Bytes in memory are a file that fits its window.
 */
export class FileWindow {
  readonly size: number;
  readonly #descriptor: number | undefined;
  readonly #window: Uint8Array;
  #start = 0;
  #end = 0;

  /**
   * Over the first `size` bytes of an open file, whose descriptor stays the caller's to close, or over all of some bytes in
   * memory, which are not copied.
   */
  constructor(source: number | Uint8Array, size: number, windowBytes = 16384) {
    this.size = size;
    if (typeof source === 'number') {
      this.#descriptor = source;
      this.#window = new Uint8Array(windowBytes);
    } else {
      // A Buffer's slices would be views.
      this.#window = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
      this.#end = size;
    }
  }

  /** Byte at `offset`, which must lie in [0, size). */
  byte(offset: number): number {
    if (offset < this.#start || offset >= this.#end) this.#moveTo(offset);
    return this.#window[offset - this.#start];
  }

  /** Copy of bytes [start, end). */
  bytes(start: number, end: number): Uint8Array {
    if (start >= this.#start && end <= this.#end) {
      return this.#window.slice(start - this.#start, end - this.#start);
    }
    if (this.#descriptor === undefined) throw new MalformedError(beyondEnd);
    if (end - start <= this.#window.length) {
      this.#moveTo(start);
      if (end <= this.#end) return this.#window.slice(0, end - start);
    }
    const copy = new Uint8Array(end - start);
    readInto(this.#descriptor, copy, start);
    return copy;
  }

  /** Writes all bytes to the beginning of `target`, which must have room for them. */
  copyTo(target: Uint8Array): void {
    if (this.#descriptor === undefined) target.set(this.#window);
    else readInto(this.#descriptor, target.subarray(0, this.size), 0);
  }

  #moveTo(offset: number): void {
    const wanted = Math.min(this.#window.length, this.size - offset);
    const read =
      wanted > 0 && this.#descriptor !== undefined
        ? readSync(this.#descriptor, this.#window, 0, wanted, offset)
        : 0;
    if (read === 0) throw new MalformedError(beyondEnd);
    this.#start = offset;
    this.#end = offset + read;
  }
}

function readInto(descriptor: number, target: Uint8Array, start: number): void {
  for (let done = 0; done < target.length;) {
    const read = readSync(descriptor, target, done, target.length - done, start + done);
    if (read === 0) throw new MalformedError('it became shorter while it was read');
    done += read;
  }
}
