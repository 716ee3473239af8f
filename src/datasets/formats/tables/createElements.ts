import type { ElementType } from '../../dataset.ts';
import { elementBytes } from '../../elementTypes.ts';

/** Room for numbers of a stored type. */
export interface Elements {
  readonly length: number;
  /** Little-endian. */
  readonly bytes: Uint8Array;
  /** Writes one number; a write past the end does nothing. */
  set(at: number, value: number): void;
}

/** Zeros of a type. float16 is not among them: no table library gives it as numbers. */
export function createElements(type: ElementType, length: number): Elements {
  const bytes = new Uint8Array(length * elementBytes[type]);
  if (type === 'int64' || type === 'uint64') {
    const view = new BigInt64Array(bytes.buffer);
    return { length, bytes, set: (at, value) => (view[at] = BigInt(value)) };
  }
  const view = viewOf(type, bytes.buffer);
  return { length, bytes, set: (at, value) => (view[at] = value) };
}

function viewOf(type: ElementType, buffer: ArrayBuffer) {
  switch (type) {
    case 'int8':
      return new Int8Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer);
    default:
      throw new RangeError(`no table gives elements of type ${type}`);
  }
}
