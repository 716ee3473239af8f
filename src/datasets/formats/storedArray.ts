import { UserError } from '../../engine/userError.ts';
import { type ByteRange, openRange } from '../bytes/byteRange.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import type { ArrayInfo, ElementType } from '../dataset.ts';
import { elementBytes } from '../elementTypes.ts';
import { referenceText } from '../reference.ts';
import { elementCount } from '../shapeText.ts';
import { toRowMajor } from './fortranOrder.ts';

/** An array opened for reading: its bytes in C order, from row 0. */
export interface StoredArray {
  readonly path: string;
  /** `shape[0]` counts all rows of the file. */
  readonly info: ArrayInfo;
  readonly bigEndian: boolean;
  /** Rows that can be read: all of them, or the first `limit`. */
  readonly rows: number;
  readonly source: ByteSource;
}

/** What a header says about the numbers behind it. */
export interface ArrayHeader {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bigEndian: boolean;
  /** First index fastest. */
  readonly fortranOrder: boolean;
  /** Bytes before the first element. */
  readonly dataOffset: number;
}

/** An array known by its header, and where its stream lies. */
export interface LocatedArray {
  readonly name: string;
  readonly header: ArrayHeader;
  readonly range: ByteRange;
}

/** The public facts of a located array. */
export function arrayInfo(array: LocatedArray): ArrayInfo {
  return { name: array.name, type: array.header.type, shape: array.header.shape };
}

/** Opens the first `limit` rows (default all). Throws UserError when the array has no rows or its bytes are not all there. */
export async function openLocated(array: LocatedArray, limit = Infinity): Promise<StoredArray> {
  const { header, range } = array;
  const label = referenceText(range.path, array.name);
  const [total] = header.shape;
  if (total === undefined) {
    throw new UserError(`${label} is a single number: name an array with one row a sample.`);
  }
  const elements = elementCount(header.shape);
  const bytes = elements * elementBytes[header.type];
  if (elements === 0) throw new UserError(`${label} is empty: name an array with samples in it.`);
  if (!Number.isSafeInteger(bytes)) {
    throw new UserError(`${label}: its header promises ${elements} numbers, which no file holds.`);
  }
  const transposed = header.fortranOrder && header.shape.length > 1;
  const rows = Math.min(limit, total);
  const take = transposed ? bytes : (bytes / total) * rows;
  const wanted = { skip: header.dataOffset, take, toEnd: take === bytes };
  const stored = await openRange(range, wanted);
  const source = transposed ? await toRowMajor(stored, header, label) : stored;
  return { path: range.path, info: arrayInfo(array), bigEndian: header.bigEndian, rows, source };
}
