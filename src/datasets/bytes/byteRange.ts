import type { ByteSource } from './byteSource.ts';
import { openFile, withFile } from './fileSource.ts';
import { checkChecksum, inflateHead, inflateRange, sizeError } from './inflate.ts';

/** A stretch of a file that holds one stream of bytes: a whole file, or a member of an archive. */
export interface ByteRange {
  readonly path: string;
  readonly start: number;
  /** Bytes in the file, compressed or not. */
  readonly length: number;
  readonly method: 'stored' | 'gzip' | 'deflate';
  /** CRC-32 of the inflated bytes, where the container keeps it apart (gzip checks its own). */
  readonly crc?: number;
  /** Size after inflating, as the container declares it; only ever used to refuse. */
  readonly declared?: number;
}

/** What to open of a stream. */
export interface Wanted {
  /** Header bytes to leave out. */
  readonly skip: number;
  /** Bytes to make readable after them. */
  readonly take: number;
  /** True when nothing may follow; false when a limit leaves the rest unread. */
  readonly toEnd: boolean;
}

/** The most bytes the stream can hold. Deflate cannot do better than 1032 : 1 (258 bytes for a pair of one-bit codes). */
function largestLength(range: ByteRange): number {
  if (range.method === 'stored') return range.length;
  return Math.min(range.declared ?? Infinity, (range.length + 1) * 1032);
}

/** The first `count` bytes of the stream, or all of them when there are fewer. */
export function readHead(range: ByteRange, count: number): Promise<Uint8Array> {
  if (range.method !== 'stored') return inflateHead(range, count);
  return withFile(range.path, (file) => file.read(range.start, Math.min(count, range.length)));
}

/** Random access to `wanted`. Sizes are checked before anything is allocated; throws UserError when they contradict. */
export async function openRange(range: ByteRange, wanted: Wanted): Promise<ByteSource> {
  const promised = wanted.skip + wanted.take;
  const largest = largestLength(range);
  if (promised > largest) throw sizeError(range.path, promised, `at most ${largest}`);
  if (range.method !== 'stored') return inflateRange(range, wanted);
  if (wanted.toEnd && promised < range.length) {
    throw sizeError(range.path, promised, String(range.length));
  }
  if (wanted.toEnd) await checkChecksum(range);
  return openFile(range.path).slice(range.start + wanted.skip, wanted.take);
}
