import { closeSync, fstatSync, openSync, read as readCallback } from 'node:fs';
import { promisify } from 'node:util';
import { UserError } from '../../engine/userError.ts';
import type { ByteSource } from './byteSource.ts';
import { fileError } from './fileErrors.ts';

const read = promisify(readCallback);

/** Part of an open file. Owns the descriptor it is given. */
export class FileSource implements ByteSource {
  readonly byteLength: number;
  readonly #path: string;
  readonly #offset: number;
  #descriptor: number | undefined;

  constructor(path: string, descriptor: number, offset: number, byteLength: number) {
    this.byteLength = byteLength;
    this.#path = path;
    this.#descriptor = descriptor;
    this.#offset = offset;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    if (this.#descriptor === undefined) throw new Error(`${this.#path} was read after close`);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const from = this.#offset + position + filled;
      const { bytesRead } = await read(this.#descriptor, bytes, filled, length - filled, from);
      if (bytesRead === 0) {
        throw new UserError(`${this.#path} ends at byte ${from}: it was cut while being read.`);
      }
      filled += bytesRead;
    }
    return bytes;
  }

  close(): Promise<void> {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    return Promise.resolve();
  }

  /** A source of its own over `[offset, offset + byteLength)` of this one, which it takes over. */
  slice(offset: number, byteLength: number): FileSource {
    if (this.#descriptor === undefined) throw new Error(`${this.#path} was sliced after close`);
    const part = new FileSource(this.#path, this.#descriptor, this.#offset + offset, byteLength);
    this.#descriptor = undefined;
    return part;
  }
}

/** Opens a whole file. Throws UserError when it is missing, unreadable or a folder. */
export function openFile(path: string): FileSource {
  try {
    const descriptor = openSync(path, 'r');
    const status = fstatSync(descriptor);
    if (status.isFile()) return new FileSource(path, descriptor, 0, status.size);
    closeSync(descriptor);
  } catch (error) {
    throw fileError(path, error);
  }
  throw new UserError(`${path} is not a file: name a data file.`, { code: 'unsupported' });
}

/** Runs `use` on a file and closes it whatever happens. */
export async function withFile<T>(path: string, use: (file: FileSource) => Promise<T>): Promise<T> {
  const file = openFile(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
