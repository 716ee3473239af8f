import { statSync } from 'node:fs';
import { UserError } from '../../engine/userError.ts';
import { type ByteRange, readHead } from '../bytes/byteRange.ts';
import { fileError } from '../bytes/fileErrors.ts';
import { isIdx } from './idxHeader.ts';
import { isNpy } from './npyHeader.ts';

/** What a file turned out to be, by its first bytes (its name only decides between text and nothing). */
export interface FileFormat {
  readonly format: 'npy' | 'npz' | 'idx' | 'csv';
  readonly bytes: number;
  /** The whole file, seen through gzip where it is compressed. */
  readonly range: ByteRange;
}

const textName = /\.(csv|tsv|txt|tab|dat)(\.gz)?$/i;

/** Formats told from their first bytes, and what to say of those not read. */
const unreadable: readonly (readonly [RegExp, string])[] = [
  [/^PAR1/, 'Parquet file'],
  [/^\x89HDF/, 'HDF5 file'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0)/s, 'single image'],
  [/^.{7}\0\{"/s, 'safetensors file'],
  [/^\x80[\x02-\x05]/, 'Python pickle'],
  [/^ARROW1/, 'Arrow file'],
];

/** Tells the format of a data file. Throws UserError when it is missing, empty, a folder or not one of npy, npz, IDX, CSV. */
export async function fileFormat(path: string): Promise<FileFormat> {
  const bytes = sizeOf(path);
  const plain: ByteRange = { path, start: 0, length: bytes, method: 'stored' };
  const first = await readHead(plain, 2);
  const gzip = first[0] === 0x1f && first[1] === 0x8b;
  const range: ByteRange = gzip ? { ...plain, method: 'gzip' } : plain;
  const head = await readHead(range, 64);
  if (isNpy(head)) return { format: 'npy', bytes, range };
  if (isIdx(head)) return { format: 'idx', bytes, range };
  const text = Buffer.from(head).toString('latin1');
  if (/^PK(\x03\x04|\x05\x06)/.test(text) && !gzip) return { format: 'npz', bytes, range };
  const known = unreadable.find(([magic]) => magic.test(text));
  if (known !== undefined) throw unsupported(path, `is a ${known[1]}, which is not supported`);
  if (textName.test(path)) return { format: 'csv', bytes, range };
  throw unsupported(path, 'is of no format this tool knows');
}

function sizeOf(path: string): number {
  let size: number;
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw unsupported(path, 'is a folder, not a data file');
    size = status.size;
  } catch (error) {
    throw fileError(path, error);
  }
  if (size === 0) throw new UserError(`${path} is empty: name a file with data in it.`);
  return size;
}

function unsupported(path: string, what: string): UserError {
  return new UserError(`${path} ${what}: save the samples as .npy, .npz, IDX or CSV.`, {
    code: 'unsupported',
  });
}
