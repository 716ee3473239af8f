import { type TensorType } from '../model.ts';

/** Writes the elements in `bytes` (little-endian, whole elements, aligned at its buffer's start) to `target` from `at`. */
type WidenInto = (bytes: ArrayBuffer, count: number, target: Float64Array, at: number) => void;

type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

// ONNX stores little-endian, as does every machine ONNX Runtime has a Node binding for: typed arrays can view the bytes.
const direct =
  (view: new (bytes: ArrayBuffer, offset: number, length: number) => NumericArray): WidenInto =>
  (bytes, count, target, at) => {
    target.set(new view(bytes, 0, count), at);
  };

const mapped =
  <T>(
    view: new (bytes: ArrayBuffer, offset: number, length: number) => ArrayLike<T>,
    toNumber: (element: T) => number,
  ): WidenInto =>
  (bytes, count, target, at) => {
    const values = new view(bytes, 0, count);
    for (let i = 0; i < count; i++) target[at + i] = toNumber(values[i]);
  };

const wideners: Readonly<Record<TensorType, WidenInto>> = {
  float32: direct(Float32Array),
  float64: direct(Float64Array),
  int8: direct(Int8Array),
  int16: direct(Int16Array),
  int32: direct(Int32Array),
  uint8: direct(Uint8Array),
  uint16: direct(Uint16Array),
  uint32: direct(Uint32Array),
  bool: mapped(Uint8Array, (byte) => (byte === 0 ? 0 : 1)),
  int64: mapped(BigInt64Array, Number),
  uint64: mapped(BigUint64Array, Number),
  float16: mapped(Uint16Array, float16ToNumber),
  bfloat16: mapped(Uint16Array, bfloat16ToNumber),
};

/** Widening to float64 for one element type, or `undefined` when the type has no real values we read. */
export function widener(type: TensorType): WidenInto | undefined {
  return Object.hasOwn(wideners, type) ? wideners[type] : undefined;
}

/** IEEE 754 binary16 bits to a number; subnormals, infinities and NaN included. */
export function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 bits (the upper half of a float32) to a number. */
export function bfloat16ToNumber(bits: number): number {
  scratch.setUint32(0, (bits & 0xffff) * 0x10000);
  return scratch.getFloat32(0);
}
