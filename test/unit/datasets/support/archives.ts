import { crc32, deflateRawSync } from 'node:zlib';

/** Options that numpy's own writer has no switch for. */
export interface ZipOptions {
  /** Keep sizes and offsets in the zip64 extra field only. */
  readonly zip64?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** Written instead of the true inflated size. */
  readonly declared?: number;
  readonly crc?: number;
}

const all = 0xffffffff;

/** A zip archive of one member. */
export function zipOf(name: string, content: Uint8Array, options: ZipOptions = {}): Buffer {
  const { zip64 = false, method = 8, flags = 0, declared = content.length } = options;
  const data = method === 8 ? deflateRawSync(content) : Buffer.from(content);
  const crc = options.crc ?? crc32(content);
  const sizes = zip64 ? [all, all] : [data.length, declared];
  const common = (buffer: Buffer, at: number) => {
    buffer.writeUInt16LE(flags, at);
    buffer.writeUInt16LE(method, at + 2);
    buffer.writeUInt32LE(crc, at + 8);
    buffer.writeUInt32LE(sizes[0], at + 12);
    buffer.writeUInt32LE(sizes[1], at + 16);
    buffer.writeUInt16LE(Buffer.byteLength(name), at + 20);
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50);
  common(local, 6);
  const extra = zip64 ? zip64Extra([declared, data.length, 0]) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50);
  common(entry, 8);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(zip64 ? all : 0, 42);
  const body = Buffer.concat([local, Buffer.from(name), data]);
  const directory = Buffer.concat([entry, Buffer.from(name), extra]);
  return Buffer.concat([body, directory, endOf(body.length, directory.length, zip64)]);
}

function endOf(offset: number, length: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(zip64 ? all : length, 12);
  end.writeUInt32LE(zip64 ? all : offset, 16);
  if (!zip64) return end;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(length), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}

/** Extra field 1: 8-byte numbers. */
function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + index * 8));
  return extra;
}

/** An npy file, version 1: C order unless told otherwise. */
export function npyOf(
  descriptor: string,
  shape: readonly number[],
  data: Uint8Array,
  fortran = false,
): Buffer {
  const order = fortran ? 'True' : 'False';
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descriptor}', 'fortran_order': ${order}, 'shape': (${list}), }`;
  const padded = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const head = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  head.writeUInt16LE(padded.length, 8);
  return Buffer.concat([head, Buffer.from(padded), data]);
}

/** An npy file of float32 rows. */
export function floatNpy(shape: readonly number[], values: readonly number[]): Buffer {
  return npyOf('<f4', shape, new Uint8Array(Float32Array.from(values).buffer));
}

/** An IDX file of bytes. */
export function idxOf(shape: readonly number[], data: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head[2] = 8;
  head[3] = shape.length;
  shape.forEach((extent, axis) => head.writeUInt32BE(extent, 4 + 4 * axis));
  return Buffer.concat([head, data]);
}
