import { crc32 } from 'node:zlib';

/** One array of an `.npz` file, row-major. */
export interface NpzArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array | Int32Array;
}

/** What numpy calls the element types. */
const descriptions = { Float64Array: '<f8', Int32Array: '<i4' } as const;

/** The bytes of an uncompressed `.npz` file, as `numpy.load` reads it; the same arrays give the same bytes. Little-endian hosts. */
export function npzBytes(arrays: readonly NpzArray[]): Uint8Array {
  const entries = arrays.map((array) => {
    const data = npyBytes(array);
    return { name: Buffer.from(`${array.name}.npy`), data, checksum: crc32(data), offset: 0 };
  });
  const parts: Uint8Array[] = [];
  let offset = 0;
  const push = (...pieces: Uint8Array[]): void => {
    parts.push(...pieces);
    for (const piece of pieces) offset += piece.length;
  };
  for (const entry of entries) {
    entry.offset = offset;
    push(localHeader(entry), entry.name, entry.data);
  }
  const start = offset;
  for (const entry of entries) push(directoryHeader(entry), entry.name);
  push(endRecord(entries.length, offset - start, start));
  return Buffer.concat(parts);
}

interface ZipEntry {
  readonly name: Uint8Array;
  readonly data: Uint8Array;
  readonly checksum: number;
  readonly offset: number;
}

/** Version 1.0 of the format: the header is padded so that the numbers start at a multiple of 64. */
function npyBytes({ shape, values }: NpzArray): Uint8Array {
  const kind = values instanceof Float64Array ? 'Float64Array' : 'Int32Array';
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descriptions[kind]}', 'fortran_order': False, 'shape': (${dims}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const head = new Uint8Array(10 + length).fill(0x20);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  head.set(Buffer.from(text, 'latin1'), 10);
  head[head.length - 1] = 0x0a;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([head, bytes]);
}

/** Little-endian fields of two (`u2`) or four (`u4`) bytes. */
function record(fields: readonly (readonly ['u2' | 'u4', number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [type]) => sum + (type === 'u2' ? 2 : 4), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [type, value] of fields) {
    if (type === 'u2') view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += type === 'u2' ? 2 : 4;
  }
  return bytes;
}

/** Flag of names in UTF-8. */
const utf8 = 0x800;
/** The first day that the format knows: 1 January 1980. */
const firstDay = 0x21;

const common = ({ name, data, checksum }: ZipEntry) =>
  [
    ['u2', 20],
    ['u2', utf8],
    ['u2', 0],
    ['u2', 0],
    ['u2', firstDay],
    ['u4', checksum],
    ['u4', data.length],
    ['u4', data.length],
    ['u2', name.length],
    ['u2', 0],
  ] as const;

function localHeader(entry: ZipEntry): Uint8Array {
  return record([['u4', 0x04034b50], ...common(entry)]);
}

function directoryHeader(entry: ZipEntry): Uint8Array {
  return record([
    ['u4', 0x02014b50],
    ['u2', 20],
    ...common(entry),
    ['u2', 0],
    ['u2', 0],
    ['u2', 0],
    ['u4', 0],
    ['u4', entry.offset],
  ]);
}

function endRecord(count: number, size: number, start: number): Uint8Array {
  return record([
    ['u4', 0x06054b50],
    ['u2', 0],
    ['u2', 0],
    ['u2', count],
    ['u2', count],
    ['u4', size],
    ['u4', start],
    ['u2', 0],
  ]);
}
