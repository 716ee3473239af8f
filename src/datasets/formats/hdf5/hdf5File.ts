import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type * as h5wasm from 'h5wasm';
import { UserError } from '../../../engine/userError.ts';
import { fileError } from '../../bytes/fileErrors.ts';

type Library = typeof h5wasm;

/** An HDF5 file opened in the library's own memory. */
export interface Hdf5File {
  readonly library: Library;
  /** The library's functions and memory. */
  readonly module: Awaited<typeof h5wasm.ready>;
  readonly root: h5wasm.File;
  close(): void;
}

const folder = '/data';
let opened = 0;

/**
 * Opens a file for reading. The library sees a file system that holds this one file, so links to other files, which HDF5 allows for
 * data and groups, lead nowhere. Throws UserError when the file is missing or damaged.
 */
export async function openHdf5(path: string): Promise<Hdf5File> {
  const library = await import('h5wasm');
  const module = await library.ready;
  // Without it, a failed read would leave whatever was in memory.
  module.activate_throwing_error_handler();
  const { descriptor, size } = openSized(path);
  const name = `${folder}/${++opened}.h5`;
  const unmount = mountFile(library, name, descriptor, size);
  const close = (): void => {
    unmount();
    closeSync(descriptor);
  };
  try {
    const root = new library.File(name, 'r');
    return { library, module, root, close: () => (root.close(), close()) };
  } catch (cause) {
    close();
    throw new UserError(`${path} is a damaged HDF5 file: fetch or write it again.`, { cause });
  }
}

function openSized(path: string): { readonly descriptor: number; readonly size: number } {
  try {
    const descriptor = openSync(path, 'r');
    return { descriptor, size: fstatSync(descriptor).size };
  } catch (error) {
    throw fileError(path, error);
  }
}

/** What is used of an Emscripten file system node (its own types do not tell). */
interface FileNode {
  usedBytes: number;
  stream_ops: {
    llseek(stream: { position: number }, offset: number, whence: number): number;
    read(
      stream: unknown,
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): number;
  };
}

interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array): void;
  unlink(path: string): void;
  lookupPath(path: string): { readonly node: FileNode };
}

const seekCurrent = 1;
const seekEnd = 2;

/** A file in the library's file system whose bytes come from `descriptor` as they are asked for. */
function mountFile({ FS }: Library, name: string, descriptor: number, size: number): () => void {
  const system = FS as unknown as FileSystem;
  system.mkdirTree(folder);
  system.writeFile(name, new Uint8Array(0));
  const { node } = system.lookupPath(name);
  node.usedBytes = size;
  node.stream_ops = {
    llseek: (stream, offset, whence) => {
      if (whence === seekCurrent) return stream.position + offset;
      return whence === seekEnd ? size + offset : offset;
    },
    read: (_, buffer, offset, length, position) =>
      readSync(
        descriptor,
        buffer,
        offset,
        Math.max(0, Math.min(length, size - position)),
        position,
      ),
  };
  return () => system.unlink(name);
}
