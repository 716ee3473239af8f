import { type TensorType } from '../model.ts';

interface ElementType {
  readonly name: TensorType;
  /** Bytes of one element in raw data; `undefined` for types without a whole number of bytes. */
  readonly bytes?: number;
}

/** TensorProto.DataType by number, including those newer than the bundled schema. */
const elementTypes: readonly ElementType[] = [
  { name: 'undefined' },
  { name: 'float32', bytes: 4 },
  { name: 'uint8', bytes: 1 },
  { name: 'int8', bytes: 1 },
  { name: 'uint16', bytes: 2 },
  { name: 'int16', bytes: 2 },
  { name: 'int32', bytes: 4 },
  { name: 'int64', bytes: 8 },
  { name: 'string' },
  { name: 'bool', bytes: 1 },
  { name: 'float16', bytes: 2 },
  { name: 'float64', bytes: 8 },
  { name: 'uint32', bytes: 4 },
  { name: 'uint64', bytes: 8 },
  { name: 'complex64', bytes: 8 },
  { name: 'complex128', bytes: 16 },
  { name: 'bfloat16', bytes: 2 },
  { name: 'float8e4m3fn', bytes: 1 },
  { name: 'float8e4m3fnuz', bytes: 1 },
  { name: 'float8e5m2', bytes: 1 },
  { name: 'float8e5m2fnuz', bytes: 1 },
  { name: 'uint4' },
  { name: 'int4' },
  { name: 'float4e2m1' },
  { name: 'float8e8m0', bytes: 1 },
];

const bytesByName = new Map(elementTypes.map((type) => [type.name, type.bytes]));

/** Report name of a TensorProto.DataType number; "type 99" for one this build does not know. */
export function elementTypeName(dataType: number): TensorType {
  return elementTypes[dataType]?.name ?? `type ${String(dataType)}`;
}

/** Bytes of one element in raw data, or `undefined` for strings, sub-byte and unknown types. */
export function elementBytes(type: TensorType): number | undefined {
  return bytesByName.get(type);
}

/** Whether values of this type are real numbers with fractions (float16 … float64, bfloat16). */
export function isFloatType(type: TensorType): boolean {
  return type === 'float32' || type === 'float64' || type === 'float16' || type === 'bfloat16';
}

/** Whether values of this type are whole numbers of 8 bits or more. */
export function isWholeNumberType(type: TensorType): boolean {
  return /^u?int(8|16|32|64)$/.test(type);
}

/** Whether values of this type, of at most 8 bits, are what quantisers store weights as. */
export function isQuantisedType(type: TensorType): boolean {
  return /^(u?int[48]|float[48]e.*)$/.test(type);
}
