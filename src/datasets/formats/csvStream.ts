import { createReadStream } from 'node:fs';
import type { ByteRange } from '../bytes/byteRange.ts';
import { fileError } from '../bytes/fileErrors.ts';
import { inflate } from '../bytes/inflate.ts';

/** The bytes of a CSV file in order, inflated where it is gzipped. Throws UserError when it cannot be read. */
export async function* csvBytes(range: ByteRange): AsyncGenerator<Buffer, void, void> {
  if (range.method !== 'stored') {
    yield* inflate(range);
    return;
  }
  try {
    yield* createReadStream(range.path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw fileError(range.path, error);
  }
}
