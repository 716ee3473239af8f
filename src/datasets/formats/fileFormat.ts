import { statSync, type Stats } from 'node:fs';
import { UserError } from '../../engine/userError.ts';
import { type ByteRange, readHead } from '../bytes/byteRange.ts';
import { fileError } from '../bytes/fileErrors.ts';
import type { DataFormatName } from '../dataset.ts';
import { isIdx } from './idxHeader.ts';
import { isNpy } from './npyHeader.ts';
import { isSafetensors } from './safetensors.ts';

/** What a file turned out to be, by its first bytes (its name only decides between text and nothing). */
export interface FileFormat {
  readonly format: DataFormatName;
  /** Size of the file; 0 for a folder. */
  readonly bytes: number;
  /** The whole file, seen through gzip where it is compressed; for a folder only its path. */
  readonly range: ByteRange;
}

const textName = /\.(csv|tsv|txt|tab|dat)(\.gz)?$/i;

/** Formats that need random access, by their first bytes; not read through gzip. */
const signatures: readonly (readonly [RegExp, DataFormatName])[] = [
  [/^PK(\x03\x04|\x05\x06)/, 'npz'],
  [/^PAR1/, 'parquet'],
  [/^\x89HDF\r\n\x1a\n/, 'hdf5'],
  // The file format, and the stream format, whose first message is a schema.
  [/^(ARROW1\0\0|\xff\xff\xff\xff..\0\0\x10\0\0\0)/s, 'arrow'],
];

/** Formats told from their first bytes, and what to say of those not read. */
const unreadable: readonly (readonly [RegExp, string])[] = [
  [/^(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0)/s, 'is a single image; name the folder it is in'],
  [/^\x80[\x02-\x05]/, 'is a Python pickle, which is not read because it can run code'],
];

/** Tells the format of a data file, or of a folder of images. Throws UserError when it is missing, empty, or of no known format. */
export async function fileFormat(path: string): Promise<FileFormat> {
  const status = statusOf(path);
  const bytes = status.size;
  const plain: ByteRange = { path, start: 0, length: bytes, method: 'stored' };
  if (status.isDirectory()) return { format: 'images', bytes: 0, range: plain };
  if (bytes === 0) throw new UserError(`${path} is empty: name a file with data in it.`);
  const first = await readHead(plain, 2);
  const gzip = first[0] === 0x1f && first[1] === 0x8b;
  const range: ByteRange = gzip ? { ...plain, method: 'gzip' } : plain;
  const head = await readHead(range, 64);
  const format = formatOf(head, path);
  const streams = format === 'npy' || format === 'idx' || format === 'csv';
  if (gzip && !streams) throw unsupported(path, `is a gzipped ${format} file; unpack it first`);
  return { format, bytes, range };
}

function formatOf(head: Uint8Array, path: string): DataFormatName {
  if (isNpy(head)) return 'npy';
  if (isIdx(head)) return 'idx';
  const text = Buffer.from(head).toString('latin1');
  const known = signatures.find(([magic]) => magic.test(text));
  if (known !== undefined) return known[1];
  if (isSafetensors(head)) return 'safetensors';
  const refused = unreadable.find(([magic]) => magic.test(text));
  if (refused !== undefined) throw unsupported(path, refused[1]);
  if (textName.test(path)) return 'csv';
  throw unsupported(path, 'is of no format this tool knows');
}

function statusOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

function unsupported(path: string, what: string): UserError {
  return new UserError(
    `${path} ${what}: give .npy, .npz, IDX, CSV, safetensors, Parquet, HDF5, Arrow or a folder of images.`,
    { code: 'unsupported' },
  );
}
