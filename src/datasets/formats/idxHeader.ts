import { UserError } from '../../engine/userError.ts';
import type { ElementType } from '../dataset.ts';
import type { ArrayHeader } from './storedArray.ts';

/** Bytes that hold any IDX header: two zeros, type, rank, and at most 255 extents of four bytes. */
export const idxHeadBytes = 4 + 255 * 4;

/** Type codes of LeCun's IDX files (yann.lecun.com/exdb/mnist). */
const typesByCode: Readonly<Record<number, ElementType>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};

/** True when bytes begin as an IDX file of known type does. */
export function isIdx(head: Uint8Array): boolean {
  return (
    head.length >= 4 && head[0] === 0 && head[1] === 0 && head[2] in typesByCode && head[3] > 0
  );
}

/** Parses an IDX header (big-endian, C order). `head` is the beginning of the file. Throws UserError naming `label` when it is cut. */
export function parseIdxHeader(head: Uint8Array, label: string): ArrayHeader {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const rank = isIdx(head) ? head[3] : 0;
  const dataOffset = 4 + rank * 4;
  if (rank === 0 || head.length < dataOffset) {
    throw new UserError(`${label} has a damaged IDX header: fetch or write it again.`);
  }
  return {
    type: typesByCode[head[2]],
    shape: Array.from({ length: rank }, (_, axis) => bytes.getUint32(4 + axis * 4)),
    bigEndian: true,
    fortranOrder: false,
    dataOffset,
  };
}
