import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fileError } from '../../bytes/fileErrors.ts';

/**
 * A file for a library that asks for several stretches at once and gives up at the first damaged one: reads that are done when they
 * return leave no promise behind that nobody waits for.
 */
export class SynchronousFile {
  readonly byteLength: number;
  readonly #descriptor: number;

  /** Throws UserError when the file cannot be opened. */
  constructor(path: string) {
    try {
      this.#descriptor = openSync(path, 'r');
      this.byteLength = fstatSync(this.#descriptor).size;
    } catch (error) {
      throw fileError(path, error);
    }
  }

  /** Bytes [start, end). Throws RangeError when they are not all in the file; nothing is allocated then. */
  slice(start: number, end: number = this.byteLength): ArrayBuffer {
    if (!(start >= 0 && start <= end && end <= this.byteLength)) {
      throw new RangeError(`bytes ${start} to ${end} of ${this.byteLength}`);
    }
    const bytes = new Uint8Array(end - start);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(
        this.#descriptor,
        bytes,
        filled,
        bytes.length - filled,
        start + filled,
      );
      if (count === 0) throw new RangeError('the file was cut while being read');
      filled += count;
    }
    return bytes.buffer;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
