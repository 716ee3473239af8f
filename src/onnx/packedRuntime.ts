import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { UserError } from '../engine/userError.ts';
import { placeWhole } from './placeWhole.ts';

/** `packed.json` beside a runtime whose library is kept as Brotli (scripts/vendorRuntime.mjs). */
interface PackedLibrary {
  /** Its path in the runtime's folder once unpacked; packed it is there with `.br` behind it. */
  readonly file: string;
  readonly bytes: number;
  /** Of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
}

/** Why a folder of an installed extension cannot be written to: then a copy of the runtime is made in `storage`. */
const readOnlyCodes = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * The folder of the runtime in `folder` whose native library can be loaded: itself, unpacked on the first call into itself (with the
 * extension it goes), or, where that is read-only, a copy in `storage`. Any number of processes may call it at once, and a call
 * that was killed leaves nothing that the next one would take for a library. Throws UserError where neither can be written or the
 * packed library is damaged.
 */
export function unpackedRuntime(folder: string, storage?: string): string {
  const library = packedLibrary(folder);
  if (library === undefined || isUnpacked(folder, library)) return folder;
  const copy = storage && join(storage, `onnxruntime-${library.sha256.slice(0, 16)}`);
  if (copy && isUnpacked(copy, library)) return copy;
  const content = unpack(folder, library);
  try {
    unpackBeside(folder, library, content);
    return folder;
  } catch (error) {
    if (!copy || !readOnlyCodes.has(codeOf(error))) throw cannotUnpack(folder, library, error);
  }
  try {
    unpackCopy(folder, copy, library, content);
    return copy;
  } catch (error) {
    throw cannotUnpack(copy, library, error);
  }
}

function packedLibrary(folder: string): PackedLibrary | undefined {
  const manifest = join(folder, 'packed.json');
  if (statSync(manifest, { throwIfNoEntry: false }) === undefined) return undefined;
  return JSON.parse(readFileSync(manifest, 'utf8')) as PackedLibrary;
}

/** A library has its name only when it is whole (see `placeWhole`), so its size is proof enough. */
function isUnpacked(folder: string, { file, bytes }: PackedLibrary): boolean {
  return statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes;
}

function unpack(folder: string, { file, sha256 }: PackedLibrary): Uint8Array {
  const packed = join(folder, `${file}.br`);
  let cause: unknown;
  try {
    const content = brotliDecompressSync(readFileSync(packed));
    if (createHash('sha256').update(content).digest('hex') === sha256) return content;
  } catch (error) {
    cause = error;
  }
  throw new UserError(`${packed} is missing or damaged: install the extension again.`, { cause });
}

function unpackBeside(folder: string, library: PackedLibrary, content: Uint8Array): void {
  const target = join(folder, library.file);
  placeWhole(target, (part) => writeThrough(part, content), {
    isPlaced: () => isUnpacked(folder, library),
    isLeftover: (name) => name.startsWith(`${basename(target)}.part-`),
  });
}

/** Copies of other versions go: each is of an extension that was replaced (one in use stays where the system holds it). */
function unpackCopy(
  folder: string,
  copy: string,
  library: PackedLibrary,
  content: Uint8Array,
): void {
  mkdirSync(dirname(copy), { recursive: true });
  const copyTo = (part: string): void => {
    copyUnpackedFiles(folder, part);
    writeThrough(join(part, library.file), content);
  };
  placeWhole(copy, copyTo, {
    isPlaced: () => isUnpacked(copy, library),
    isLeftover: (name) => name.startsWith('onnxruntime-') && name !== basename(copy),
  });
}

/** All but the packed library; the folders are new ones, because those of a read-only place would be copied as read-only. */
function copyUnpackedFiles(from: string, to: string): void {
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const isCopied = !name.endsWith('.br') && statSync(join(from, name)).isFile();
    if (!isCopied) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}

/** Writes a file and waits until it is on the disk: a file renamed before that may be empty after a power cut. */
function writeThrough(path: string, content: Uint8Array): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function cannotUnpack(folder: string, { bytes }: PackedLibrary, cause: unknown): UserError {
  const size = `${Math.ceil(bytes / 1e6)} MB`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    `ONNX Runtime's library cannot be unpacked into ${folder} (${reason}): make that folder writable, with ${size} of free space.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
