import { UserError } from '../../../engine/userError.ts';
import type { Cell } from './table.ts';

/** The bytes of a picture in a cell: plain, or in the "bytes" of a struct beside its path. Throws UserError naming `label`. */
export function pictureBytes(cell: Cell, label: string): Buffer {
  const bytes: unknown = hasBytes(cell) ? cell.bytes : cell;
  if (bytes instanceof Uint8Array) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  throw new UserError(`${label} holds no picture: leave the row out.`);
}

function hasBytes(cell: Cell): cell is { readonly bytes: unknown } {
  return typeof cell === 'object' && cell !== null && 'bytes' in cell;
}
