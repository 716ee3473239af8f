import { createReadStream } from 'node:fs';
import { crc32, createGunzip, createInflateRaw } from 'node:zlib';
import { UserError } from '../../engine/userError.ts';
import { ByteSink } from './byteSink.ts';
import type { ByteRange, Wanted } from './byteRange.ts';
import type { ByteSource } from './byteSource.ts';
import { fileError } from './fileErrors.ts';

const chunkBytes = 2 ** 18;

/** The inflated bytes of a compressed range, in order. Throws UserError on damage. */
export async function* inflate(range: ByteRange): AsyncGenerator<Buffer, void, void> {
  if (range.length === 0) return;
  const file = createReadStream(range.path, {
    start: range.start,
    end: range.start + range.length - 1,
    highWaterMark: chunkBytes,
  });
  const options = { chunkSize: chunkBytes };
  const inflater = range.method === 'gzip' ? createGunzip(options) : createInflateRaw(options);
  file.on('error', (error) => inflater.destroy(error));
  try {
    yield* file.pipe(inflater) as AsyncIterable<Buffer>;
  } catch (error) {
    throw fileError(range.path, error);
  } finally {
    file.destroy();
    inflater.destroy();
  }
}

/** The first `count` inflated bytes, or all of them when there are fewer. */
export async function inflateHead(range: ByteRange, count: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of inflate(range)) {
    parts.push(part);
    length += part.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

/**
 * Inflates `wanted` for random access (in memory, or in a temporary file when large).
 * Never keeps more than was asked for, whatever the stream holds. Throws UserError when the stream is
 * shorter, longer although nothing may follow, or has another checksum.
 */
export async function inflateRange(range: ByteRange, wanted: Wanted): Promise<ByteSource> {
  const { skip, take, toEnd } = wanted;
  const sink = new ByteSink({ expected: take });
  let position = 0;
  let crc = 0;
  try {
    for await (const part of inflate(range)) {
      sink.append(part.subarray(Math.max(0, skip - position), Math.max(0, skip + take - position)));
      position += part.length;
      if (position > skip + take && toEnd) throw sizeError(range.path, skip + take, 'more');
      if (position >= skip + take && !toEnd) break;
      if (range.crc !== undefined) crc = crc32(part, crc);
    }
    if (position < skip + take) throw sizeError(range.path, skip + take, `only ${position}`);
    if (toEnd && range.crc !== undefined && crc !== range.crc) throw checksumError(range.path);
    return sink.finish();
  } finally {
    sink.discard();
  }
}

/** Reads a stored range whole where the container keeps its checksum. Throws UserError when it differs. */
export async function checkChecksum({ path, start, length, crc }: ByteRange): Promise<void> {
  if (crc === undefined || length === 0) return;
  let found = 0;
  try {
    const end = start + length - 1;
    for await (const part of createReadStream(path, { start, end, highWaterMark: chunkBytes })) {
      found = crc32(part as Buffer, found);
    }
  } catch (error) {
    throw fileError(path, error);
  }
  if (found !== crc) throw checksumError(path);
}

function checksumError(path: string): UserError {
  return new UserError(`${path} is damaged (checksum differs): fetch or write it again.`);
}

/** The header of `path` and its bytes contradict each other. */
export function sizeError(path: string, promised: number, found: string): UserError {
  return new UserError(
    `${path} is truncated or damaged: its header promises ${promised} bytes but there are ${found}; fetch or write it again.`,
  );
}
