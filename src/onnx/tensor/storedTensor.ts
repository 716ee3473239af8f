import { type TensorRef } from '../model.ts';
import { TensorProto_DataLocation, TensorProtoSchema } from '../schema/onnx_pb.generated.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { MalformedError } from '../wire/malformed.ts';
import { messageSpan, smallMessage } from '../wire/smallMessage.ts';
import { type MessageSpan, type WireField, WireType } from '../wire/wireFields.ts';
import { elementBytes, elementTypeName } from './elementType.ts';

/** Where a tensor's numbers are. */
export type TensorStorage =
  /** Little-endian elements among the bytes of the ModelProto itself. */
  | { readonly kind: 'raw'; readonly start: number }
  /** Little-endian elements in the .onnx file that the ModelProto was rewritten from. */
  | { readonly kind: 'original'; readonly start: number }
  /** One of the typed fields; the whole TensorProto is decoded when asked for. */
  | { readonly kind: 'typed'; readonly span: MessageSpan }
  /** Little-endian elements in another file; `length` as declared, if it is. */
  | {
      readonly kind: 'external';
      readonly location: string;
      readonly offset: number;
      readonly length: number | undefined;
    }
  | { readonly kind: 'inline'; readonly values: readonly number[] };

export interface StoredTensor {
  readonly ref: TensorRef;
  readonly storage: TensorStorage;
}

// TensorProto field numbers: dims 1, data_type 2, name 8, external_data 13, data_location 14 are the header.
const headerFields: ReadonlySet<number> = new Set([1, 2, 8, 13, 14]);
const floatData = 4;
const rawData = 9;
const doubleData = 10;
const dataFieldNumbers: ReadonlySet<number> = new Set([
  floatData,
  5,
  6,
  7,
  rawData,
  doubleData,
  11,
]);

/** Reads a TensorProto's header and notes where its numbers lie. Throws MalformedError for shapes and sizes that disagree. */
export function storedTensor(file: FileWindow, span: MessageSpan, fallbackName = ''): StoredTensor {
  const dataFields: WireField[] = [];
  const header = smallMessage(file, span, TensorProtoSchema, headerFields, (field) => {
    // Unpacked repeated fields come one element at a time: two are enough to know that they must be decoded.
    if (dataFieldNumbers.has(field.number) && dataFields.length < 2) dataFields.push(field);
  });
  const name = header.name === '' ? fallbackName : header.name;
  const type = elementTypeName(header.dataType);
  const shape = checkedShape(name, header.dims);
  const external = header.dataLocation === TensorProto_DataLocation.EXTERNAL;
  const storage = external
    ? externalStorage(name, new Map(header.externalData.map((entry) => [entry.key, entry.value])))
    : inFileStorage(dataFields, type, span);
  const unit = elementBytes(type);
  const needed = elementCount(shape) * (unit ?? 0);
  const byteLength = storage.kind === 'typed' ? 0 : needed;
  if (storage.kind === 'raw' && unit !== undefined) checkRawLength(name, dataFields[0], needed);
  return { ref: { name, type, shape, byteLength }, storage };
}

/** Product of the dimensions; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

function checkedShape(name: string, dims: readonly bigint[]): number[] {
  const shape = dims.map(Number);
  if (shape.some((dim) => dim < 0) || elementCount(shape) > Number.MAX_SAFE_INTEGER / 16) {
    throw new MalformedError(`tensor "${name}" has the impossible shape ${shape.join('×')}`);
  }
  return shape;
}

/** Packed float_data of a float32 tensor (double_data of float64) has the very bytes of raw_data. */
function inFileStorage(
  fields: readonly WireField[],
  type: string,
  span: MessageSpan,
): TensorStorage {
  const field = fields[0];
  if (field === undefined || fields.length > 1) return { kind: 'typed', span };
  const sameAsRaw =
    field.number === rawData ||
    (field.number === floatData && type === 'float32') ||
    (field.number === doubleData && type === 'float64');
  return sameAsRaw && field.wireType === WireType.bytes
    ? { kind: 'raw', start: messageSpan(field).start }
    : { kind: 'typed', span };
}

function checkRawLength(name: string, field: WireField, needed: number): void {
  const present = field.end - field.start;
  if (present !== needed) {
    throw new MalformedError(
      `tensor "${name}" holds ${String(present)} bytes where its shape needs ${String(needed)}`,
    );
  }
}

function externalStorage(name: string, entries: ReadonlyMap<string, string>): TensorStorage {
  const location = entries.get('location') ?? '';
  if (location === '') throw new MalformedError(`external tensor "${name}" names no file`);
  const length = entries.get('length');
  return {
    kind: 'external',
    location,
    offset: byteCount(name, entries.get('offset') ?? '0'),
    length: length === undefined ? undefined : byteCount(name, length),
  };
}

function byteCount(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new MalformedError(`external tensor "${name}" has the offset or length "${text}"`);
  }
  return value;
}
