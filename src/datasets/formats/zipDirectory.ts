import { UserError } from '../../engine/userError.ts';
import type { ByteRange } from '../bytes/byteRange.ts';
import { type FileSource, withFile } from '../bytes/fileSource.ts';

/** One file inside a zip archive. Its name is a label only, never a path to write to. */
export interface ZipMember {
  readonly name: string;
  readonly range: ByteRange;
}

// Signatures and offsets as in PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.3.
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const end64LocatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const locatorBytes = 20;
const localBytes = 30;
const entryBytes = 46;
const largestComment = 0xffff;
const in64 = 0xffffffff;

/**
 * The members of a zip archive that `choose` takes among all names, in its order, by its central directory (zip64 too).
 * Throws UserError when it is damaged, names a member twice, or holds one that is encrypted or packed in an unknown way.
 */
export function readZipDirectory(
  path: string,
  choose: (names: readonly string[]) => readonly string[],
): Promise<readonly ZipMember[]> {
  return withFile(path, async (file) => {
    const { offset, length } = await findDirectory(file, path);
    if (offset + length > file.byteLength) throw damaged(path);
    const entries = parseEntries(Buffer.from(await file.read(offset, length)), path);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    // Entries that share a member are how a small archive pretends to be a huge one.
    if (byName.size < entries.length) throw damaged(path);
    const members: ZipMember[] = [];
    for (const name of choose([...byName.keys()])) {
      members.push(await locate(file, byName.get(name)!, path));
    }
    return members;
  });
}

interface Extent {
  readonly offset: number;
  readonly length: number;
}

async function findDirectory(file: FileSource, path: string): Promise<Extent> {
  const tailLength = Math.min(file.byteLength, endBytes + largestComment + locatorBytes);
  const tail = Buffer.from(await file.read(file.byteLength - tailLength, tailLength));
  let end = tail.length - endBytes;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw damaged(path);
  const locator = end - locatorBytes;
  if (locator >= 0 && tail.readUInt32LE(locator) === end64LocatorSignature) {
    return directory64(file, Number(tail.readBigUInt64LE(locator + 8)), path);
  }
  return { length: tail.readUInt32LE(end + 12), offset: tail.readUInt32LE(end + 16) };
}

async function directory64(file: FileSource, position: number, path: string): Promise<Extent> {
  if (position + 56 > file.byteLength) throw damaged(path);
  const end = Buffer.from(await file.read(position, 56));
  if (end.readUInt32LE(0) !== end64Signature) throw damaged(path);
  return { length: Number(end.readBigUInt64LE(40)), offset: Number(end.readBigUInt64LE(48)) };
}

interface Entry {
  readonly name: string;
  readonly method: ByteRange['method'];
  readonly crc: number;
  readonly compressed: number;
  readonly declared: number;
  readonly localOffset: number;
}

function parseEntries(directory: Buffer, path: string): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + entryBytes <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    const nameEnd = at + entryBytes + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const next = extraEnd + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged(path);
    const name = directory.toString('utf8', at + entryBytes, nameEnd);
    const extra = directory.subarray(nameEnd, extraEnd);
    entries.push(parseEntry(directory.subarray(at, nameEnd), extra, name, path));
    at = next;
  }
  if (at !== directory.length) throw damaged(path);
  return entries;
}

function parseEntry(entry: Buffer, extra: Buffer, name: string, path: string): Entry {
  const method = entry.readUInt16LE(10);
  const encrypted = (entry.readUInt16LE(8) & 1) === 1;
  if (encrypted || (method !== 0 && method !== 8)) {
    const what = encrypted ? 'encrypted' : `packed by zip method ${method}`;
    throw new UserError(`${path}: ${name} is ${what}; save the archive with numpy.savez.`, {
      code: 'unsupported',
    });
  }
  const sizes = [entry.readUInt32LE(24), entry.readUInt32LE(20), entry.readUInt32LE(42)];
  const [declared, compressed, localOffset] = widen(sizes, extra, path);
  const crc = entry.readUInt32LE(16);
  return {
    name,
    method: method === 0 ? 'stored' : 'deflate',
    crc,
    compressed,
    declared,
    localOffset,
  };
}

/** Replaces each size of 0xFFFFFFFF by the next 8-byte number of the zip64 extra field (header id 1). */
function widen(sizes: readonly number[], extra: Buffer, path: string): number[] {
  if (!sizes.includes(in64)) return [...sizes];
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1)
    at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return sizes.map((size) => {
    if (size !== in64) return size;
    if (at + 8 > extra.length) throw damaged(path);
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

/** The member's own header repeats its name and extra field, whose lengths may differ from the directory's. */
async function locate(file: FileSource, entry: Entry, path: string): Promise<ZipMember> {
  const { name, method, crc, compressed: length, declared, localOffset } = entry;
  if (localOffset + localBytes > file.byteLength) throw damaged(path);
  const local = Buffer.from(await file.read(localOffset, localBytes));
  if (local.readUInt32LE(0) !== localSignature) throw damaged(path);
  const start = localOffset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
  const sizesAgree = method !== 'stored' || length === declared;
  if (start + length > file.byteLength || !sizesAgree) throw damaged(path);
  return { name, range: { path, start, length, method, crc, declared } };
}

function damaged(path: string): UserError {
  return new UserError(`${path} is a truncated or damaged zip archive: fetch or write it again.`);
}
