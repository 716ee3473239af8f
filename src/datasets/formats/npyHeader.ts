import { UserError } from '../../engine/userError.ts';
import type { ElementType } from '../dataset.ts';
import type { ArrayHeader } from './storedArray.ts';

/** Bytes that hold any header this reader accepts (version 1 headers end before 65,546). */
export const npyHeadBytes = 2 ** 16 + 16;

const typesByDescriptor: Readonly<Record<string, ElementType>> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  f2: 'float16',
  u4: 'uint32',
  i4: 'int32',
  f4: 'float32',
  u8: 'uint64',
  i8: 'int64',
  f8: 'float64',
};

/** True when bytes begin as an npy file does. */
export function isNpy(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 6)).equals(Buffer.from('\x93NUMPY', 'latin1'));
}

/**
 * Parses an npy header, versions 1 to 3 (numpy.lib.format). `head` is the beginning of the file.
 * Throws UserError naming `label` when it is damaged or the elements are not plain numbers.
 */
export function parseNpyHeader(head: Uint8Array, label: string): ArrayHeader {
  const { text, dataOffset } = headerText(head, label);
  const descriptor = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (shape === undefined || order === undefined) throw damaged(label);
  const type = descriptor && typesByDescriptor[descriptor.slice(1)];
  if (!type || !'<>|='.includes(descriptor[0])) {
    const found = descriptor ?? 'records';
    throw new UserError(
      `${label} holds elements of type ${found}: save it as plain numbers, e.g. with .astype('float32').`,
      { code: 'unsupported' },
    );
  }
  return {
    type,
    shape: shapeOf(shape, label),
    bigEndian: descriptor.startsWith('>'),
    fortranOrder: order === 'True',
    dataOffset,
  };
}

function headerText(head: Uint8Array, label: string): { text: string; dataOffset: number } {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (!isNpy(head) || bytes.length < 12) throw damaged(label);
  const version = bytes[6];
  if (version < 1 || version > 3) {
    throw new UserError(
      `${label} is npy version ${version}: save it with numpy's version 1 to 3.`,
      {
        code: 'unsupported',
      },
    );
  }
  const start = version === 1 ? 10 : 12;
  const dataOffset = start + (version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  if (dataOffset > bytes.length) throw damaged(label);
  const text = bytes.toString(version === 3 ? 'utf8' : 'latin1', start, dataOffset);
  return { text, dataOffset };
}

/** "(60000, 28, 28)" without its parentheses; Python 2 wrote "60000L". */
function shapeOf(text: string, label: string): number[] {
  const extents = text.split(',').map((part) => part.trim());
  if (extents.at(-1) === '') extents.pop();
  return extents.map((extent) => {
    const match = /^(\d+)L?$/.exec(extent);
    if (match === null) throw damaged(label);
    return Number(match[1]);
  });
}

function damaged(label: string): UserError {
  return new UserError(`${label} has a damaged npy header: fetch or write it again.`);
}
