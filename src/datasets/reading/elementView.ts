import type { ElementType } from '../dataset.ts';
import { elementBytes } from '../elementTypes.ts';

/** Stored elements as numbers JavaScript indexes directly. */
export type NumericView =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * Sees stored bytes as numbers: a view where the platform has the type, a widened copy for float16 and bfloat16 (→ float32) and
 * 64-bit integers (→ float64, rounded above 2^53). All platforms we run on are little-endian; big-endian bytes are
 * swapped in a copy.
 */
export function elementView(bytes: Uint8Array, type: ElementType, bigEndian: boolean): NumericView {
  const size = elementBytes[type];
  const swap = bigEndian && size > 1;
  // Not `slice`, which of a Buffer makes a view.
  const native = swap || bytes.byteOffset % size !== 0 ? new Uint8Array(bytes) : bytes;
  if (swap) swapBytes(Buffer.from(native.buffer, native.byteOffset, native.byteLength), size);
  const { buffer, byteOffset } = native;
  const length = native.byteLength / size;
  switch (type) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, length);
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'float16':
      return widenHalf(new Uint16Array(buffer, byteOffset, length));
    case 'bfloat16':
      return widenBfloat16(new Uint16Array(buffer, byteOffset, length));
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    case 'float64':
      return new Float64Array(buffer, byteOffset, length);
    case 'uint64':
      return widen64(new Uint32Array(buffer, byteOffset, 2 * length), 0);
    case 'int64':
      return widen64(new Uint32Array(buffer, byteOffset, 2 * length), 2 ** 32);
  }
}

function swapBytes(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else bytes.swap64();
}

/** `wrap` is subtracted from high words with the top bit set: 2^32 for two's complement, 0 for unsigned. */
function widen64(words: Uint32Array, wrap: number): Float64Array {
  const numbers = new Float64Array(words.length / 2);
  for (let index = 0; index < numbers.length; index++) {
    const high = words[2 * index + 1];
    numbers[index] = (high >= 2 ** 31 ? high - wrap : high) * 2 ** 32 + words[2 * index];
  }
  return numbers;
}

/** The upper half of a float32. */
function widenBfloat16(codes: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(codes, (code) => code << 16).buffer);
}

let halves: Float32Array | undefined;

function widenHalf(codes: Uint16Array): Float32Array {
  halves ??= Float32Array.from({ length: 2 ** 16 }, (_, code) => halfValue(code));
  const numbers = new Float32Array(codes.length);
  for (let index = 0; index < codes.length; index++) numbers[index] = halves[codes[index]];
  return numbers;
}

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function halfValue(code: number): number {
  const sign = code & 0x8000 ? -1 : 1;
  const exponent = (code >> 10) & 0x1f;
  const fraction = code & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
