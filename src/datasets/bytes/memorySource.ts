import type { ByteSource } from './byteSource.ts';

/** Size of one block of a {@link MemorySource}; a multiple of every element size, so that no element straddles two. */
export const blockBytes = 2 ** 22;

/** Bytes in memory, in blocks of `blockBytes`, so that they can grow without being copied. */
export class MemorySource implements ByteSource {
  readonly byteLength: number;
  readonly #blocks: readonly Uint8Array[];

  constructor(blocks: readonly Uint8Array[], byteLength: number) {
    this.#blocks = blocks;
    this.byteLength = byteLength;
  }

  read(position: number, length: number): Promise<Uint8Array> {
    if (position + length > this.byteLength) throw new RangeError('read past the end');
    const first = Math.floor(position / blockBytes);
    const within = position - first * blockBytes;
    if (length === 0) return Promise.resolve(new Uint8Array(0));
    if (within + length <= blockBytes) {
      return Promise.resolve(this.#blocks[first].subarray(within, within + length));
    }
    return Promise.resolve(this.#join(first, within, length));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #join(first: number, within: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let filled = 0;
    for (let block = first, from = within; filled < length; block++, from = 0) {
      const part = this.#blocks[block].subarray(from, Math.min(blockBytes, from + length - filled));
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }
}
