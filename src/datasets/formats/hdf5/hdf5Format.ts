import type { Dataset, Group } from 'h5wasm';
import { UserError } from '../../../engine/userError.ts';
import type { ByteSource } from '../../bytes/byteSource.ts';
import type { ArrayInfo, ElementType } from '../../dataset.ts';
import { elementBytes } from '../../elementTypes.ts';
import { elementCount } from '../../shapeText.ts';
import { containerFormat, type NamedArray } from '../containerFormat.ts';
import type { StoredArray } from '../storedArray.ts';
import { type Hdf5File, openHdf5 } from './hdf5File.ts';

/** HDF5, as h5py, Keras and MATLAB 7.3 write it: its arrays of plain numbers by their paths, such as "train/images". */
export const hdf5Format = containerFormat(({ range }) => listArrays(range.path));

/** Groups may hold each other, and each the next one many times over; no file of samples is deeper or has more in it. */
const deepest = 8;
const mostEntities = 10_000;

async function listArrays(path: string): Promise<readonly NamedArray[]> {
  const file = await openHdf5(path);
  let infos: ArrayInfo[];
  try {
    infos = arraysIn(file, {
      group: file.root,
      prefix: '',
      depth: 0,
      left: { entities: mostEntities },
    });
  } catch (error) {
    throw asUserError(error, path);
  } finally {
    file.close();
  }
  if (infos.length > 0) {
    return infos.map((info) => ({ info, open: (limit) => openDataset(path, info, limit) }));
  }
  throw new UserError(`${path} holds no array of plain numbers: save the samples as one.`, {
    code: 'unsupported',
  });
}

interface Place {
  readonly group: Group;
  readonly prefix: string;
  readonly depth: number;
  /** Of the whole walk. */
  readonly left: { entities: number };
}

function arraysIn(file: Hdf5File, { group, prefix, depth, left }: Place): ArrayInfo[] {
  const { Group: GroupClass, Dataset: DatasetClass } = file.library;
  const keys = group.keys().slice(0, left.entities);
  return keys.flatMap((key) => {
    if (left.entities-- <= 0) return [];
    const entity = group.get(key);
    if (entity instanceof DatasetClass) return arrayInfo(entity, prefix + key) ?? [];
    if (!(entity instanceof GroupClass) || depth === deepest) return [];
    return arraysIn(file, { group: entity, prefix: `${prefix}${key}/`, depth: depth + 1, left });
  });
}

/** `undefined` for text, records, single numbers, and arrays put together from other files. */
function arrayInfo({ metadata }: Dataset, name: string): ArrayInfo | undefined {
  const type = elementType(metadata);
  const { shape } = metadata;
  if (type === undefined || !shape || shape.length === 0 || metadata.virtual_sources)
    return undefined;
  return { name, type, shape };
}

const integer = 0;
const float = 1;
/** h5py stores booleans as an enumeration of bytes. */
const enumeration = 8;

function elementType({ type, size, signed, vlen }: Dataset['metadata']): ElementType | undefined {
  if (vlen) return undefined;
  if (type === float) return ({ 2: 'float16', 4: 'float32', 8: 'float64' } as const)[size];
  if (type === enumeration) return size === 1 ? 'bool' : undefined;
  if (type !== integer || ![1, 2, 4, 8].includes(size)) return undefined;
  return `${signed ? '' : 'u'}int${8 * size}` as ElementType;
}

async function openDataset(path: string, info: ArrayInfo, limit = Infinity): Promise<StoredArray> {
  const [total] = info.shape;
  const width = elementCount(info.shape.slice(1));
  if (total * width === 0) {
    throw new UserError(`${path}#${info.name} is empty: name an array with samples in it.`);
  }
  const rows = Math.min(limit, total);
  const file = await openHdf5(path);
  // The library turns big-endian numbers round.
  return { path, info, bigEndian: false, rows, source: new Hdf5Rows(file, path, info, rows) };
}

/** Rows of an HDF5 array, read as they are asked for. */
class Hdf5Rows implements ByteSource {
  readonly byteLength: number;
  readonly #file: Hdf5File;
  readonly #path: string;
  readonly #info: ArrayInfo;
  readonly #rowBytes: number;
  #isOpen = true;

  constructor(file: Hdf5File, path: string, info: ArrayInfo, rows: number) {
    this.#file = file;
    this.#path = path;
    this.#info = info;
    this.#rowBytes = elementCount(info.shape.slice(1)) * elementBytes[info.type];
    this.byteLength = rows * this.#rowBytes;
  }

  /** The rows that hold the bytes are read whole, which is what every reader of samples asks for. */
  read(position: number, length: number): Promise<Uint8Array> {
    const first = Math.floor(position / this.#rowBytes);
    const end = Math.ceil((position + length) / this.#rowBytes);
    try {
      const bytes = this.#readRows(first, end - first);
      const from = position - first * this.#rowBytes;
      return Promise.resolve(bytes.subarray(from, from + length));
    } catch (error) {
      return Promise.reject(asUserError(error, this.#path));
    }
  }

  close(): Promise<void> {
    if (this.#isOpen) this.#file.close();
    this.#isOpen = false;
    return Promise.resolve();
  }

  #readRows(first: number, count: number): Uint8Array {
    const { module, root } = this.#file;
    const { name, shape } = this.#info;
    const extents = [count, ...shape.slice(1)].map(BigInt);
    const offsets = shape.map((_, axis) => (axis === 0 ? BigInt(first) : 0n));
    const strides = shape.map(() => 1n);
    const bytes = count * this.#rowBytes;
    const pointer = module._malloc(bytes);
    if (pointer === 0) throw new RangeError(`no memory for ${bytes} bytes`);
    try {
      module.get_dataset_data(root.file_id, `/${name}`, extents, offsets, strides, BigInt(pointer));
      return module.HEAPU8.slice(pointer, pointer + bytes);
    } finally {
      module._free(pointer);
    }
  }
}

function asUserError(cause: unknown, path: string): UserError {
  if (cause instanceof UserError) return cause;
  return new UserError(
    `${path}: an array could not be read, because the file is damaged or its data lie in another one; write it again with the data in it.`,
    { cause },
  );
}
