import { UserError } from '../../engine/userError.ts';
import { type ByteRange, readHead } from '../bytes/byteRange.ts';
import type { ElementType } from '../dataset.ts';
import { elementBytes } from '../elementTypes.ts';
import { elementCount } from '../shapeText.ts';
import type { LocatedArray } from './storedArray.ts';

const typesByName: Readonly<Record<string, ElementType>> = {
  BOOL: 'bool',
  U8: 'uint8',
  I8: 'int8',
  U16: 'uint16',
  I16: 'int16',
  F16: 'float16',
  BF16: 'bfloat16',
  U32: 'uint32',
  I32: 'int32',
  F32: 'float32',
  U64: 'uint64',
  I64: 'int64',
  F64: 'float64',
};

const prefixBytes = 8;
/** The limit of the format's own readers. */
const largestHeader = 100_000_000;

/** True when bytes begin as a safetensors file does: eight bytes of length, then a JSON object. */
export function isSafetensors(head: Uint8Array): boolean {
  return head.length > prefixBytes && head[7] === 0 && head[6] === 0 && head[8] === 0x7b;
}

/**
 * The arrays of a safetensors file in the order of their data; elements of 8 bits or less in floating point are left out. Throws
 * UserError when the header is damaged, or an array does not fit its bytes or the file.
 */
export async function readSafetensors(range: ByteRange): Promise<readonly LocatedArray[]> {
  const { header, dataStart } = await readHeader(range);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const arrays = entries.flatMap(([name, entry]) => locate(range, dataStart, name, entry) ?? []);
  if (arrays.length === 0) {
    throw new UserError(`${range.path} holds no array of plain numbers: save the samples as one.`, {
      code: 'unsupported',
    });
  }
  return arrays.sort((a, b) => a.range.start - b.range.start);
}

async function readHeader(
  range: ByteRange,
): Promise<{ header: Readonly<Record<string, unknown>>; dataStart: number }> {
  const prefix = await readHead(range, prefixBytes);
  const length = prefix.length < prefixBytes ? NaN : Number(Buffer.from(prefix).readBigUInt64LE());
  if (!(length <= Math.min(largestHeader, range.length - prefixBytes))) throw damaged(range.path);
  const head = await readHead(range, prefixBytes + length);
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(head.subarray(prefixBytes)));
    if (!isObject(header)) throw damaged(range.path);
    return { header, dataStart: prefixBytes + length };
  } catch (cause) {
    throw cause instanceof UserError ? cause : damaged(range.path, cause);
  }
}

/** `undefined` for elements that are not plain numbers. */
function locate(
  { path, start, length }: ByteRange,
  dataStart: number,
  name: string,
  entry: unknown,
): LocatedArray | undefined {
  if (!isObject(entry)) throw damaged(path);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isExtents(shape) || !isExtents(offsets) || typeof dtype !== 'string') throw damaged(path);
  const type = Object.hasOwn(typesByName, dtype) ? typesByName[dtype] : undefined;
  if (type === undefined) return undefined;
  const [from = NaN, to = NaN] = offsets;
  const bytes = elementCount(shape) * elementBytes[type];
  if (to - from !== bytes || dataStart + to > length) {
    throw new UserError(
      `${path}: array "${name}" needs ${bytes} bytes, which its place in the file does not have: fetch or write it again.`,
    );
  }
  const header = { type, shape, bigEndian: false, fortranOrder: false, dataOffset: 0 };
  const range = { path, start: start + dataStart + from, length: bytes, method: 'stored' as const };
  return { name, header, range };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtents(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent >= 0)
  );
}

function damaged(path: string, cause?: unknown): UserError {
  return new UserError(`${path} has a damaged safetensors header: fetch or write it again.`, {
    cause,
  });
}
