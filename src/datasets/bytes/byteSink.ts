import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import type { ByteSource } from './byteSource.ts';
import { FileSource } from './fileSource.ts';
import { MemorySource, blockBytes } from './memorySource.ts';

/** Up to this many native bytes stay in memory; more go to a temporary file. */
const defaultMemoryLimit = 2 ** 30;

/**
 * Collects a stream of bytes for random access. Writes are synchronous: bytes arrive from a parser that cannot wait,
 * and only in the compute process.
 */
export class ByteSink {
  readonly #memoryLimit: number;
  #blocks: Uint8Array[] = [];
  #length = 0;
  #file: { readonly path: string; readonly descriptor: number } | undefined;

  /** When more than `memoryLimit` bytes are `expected` (0 = unknown), memory is not tried first. */
  constructor({ expected = 0, memoryLimit = defaultMemoryLimit } = {}) {
    this.#memoryLimit = expected > memoryLimit ? 0 : memoryLimit;
  }

  get byteLength(): number {
    return this.#length;
  }

  /** Copies `bytes` to the end. Throws UserError when the temporary folder is full. */
  append(bytes: Uint8Array): void {
    if (this.#file === undefined && this.#length + bytes.length > this.#memoryLimit) this.#spill();
    if (this.#file !== undefined) this.#write(bytes);
    else this.#store(bytes);
  }

  /** The collected bytes; the sink is empty afterwards. */
  finish(): ByteSource {
    const file = this.#file;
    const blocks = this.#blocks;
    const length = this.#length;
    this.#file = undefined;
    this.#blocks = [];
    this.#length = 0;
    return file === undefined
      ? new MemorySource(blocks, length)
      : new FileSource(file.path, file.descriptor, 0, length);
  }

  /** Drops what was collected; safe to call after `finish`. */
  discard(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
    this.#blocks = [];
    this.#length = 0;
  }

  #store(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const used = this.#length % blockBytes;
      if (used === 0) this.#blocks.push(new Uint8Array(blockBytes));
      const count = Math.min(bytes.length - from, blockBytes - used);
      this.#blocks.at(-1)?.set(bytes.subarray(from, from + count), used);
      from += count;
      this.#length += count;
    }
  }

  #spill(): void {
    const path = join(tmpdir(), `model-geometry-${randomUUID()}.tmp`);
    try {
      this.#file = { path, descriptor: openSync(path, 'wx+', 0o600) };
      // Without a name the space comes back when the process ends, however it ends.
      unlinkSync(path);
    } catch (cause) {
      throw temporaryFileError(cause);
    }
    const blocks = this.#blocks;
    const length = this.#length;
    this.#blocks = [];
    this.#length = 0;
    blocks.forEach((block, index) => {
      this.#write(block.subarray(0, Math.min(blockBytes, length - index * blockBytes)));
    });
  }

  #write(bytes: Uint8Array): void {
    if (this.#file === undefined) throw new Error('no temporary file is open');
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#file.descriptor, bytes, written);
    } catch (cause) {
      throw temporaryFileError(cause);
    }
    this.#length += bytes.length;
  }
}

function temporaryFileError(cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    `A temporary file in ${tmpdir()} could not be written (${reason}): make room there, set TMPDIR, or use fewer rows.`,
    { cause },
  );
}
