import { type FileWindow } from './fileWindow.ts';
import { MalformedError } from './malformed.ts';

/** Protobuf wire types ONNX uses; groups (3, 4) are not among them. */
export const WireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** One field of a message by its place in the file; the payload of a length-delimited field is not read. */
export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** First byte of the tag. */
  readonly tagStart: number;
  /** First byte of the payload (after the length of a length-delimited field). */
  readonly start: number;
  /** One past the payload. */
  readonly end: number;
}

/** A span of a file that holds one protobuf message. */
export interface MessageSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Walks the fields of the message in `span`, in file order, without reading payloads.
 * Throws MalformedError for a bad tag, an unknown wire type or a length that leaves the span.
 */
export function* wireFields(file: FileWindow, span: MessageSpan): Generator<WireField> {
  let offset = span.start;
  while (offset < span.end) {
    const tag = varint(file, offset, span.end);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (number === 0 || number > 0x1fffffff) {
      throw new MalformedError(`byte ${String(offset)} starts no protobuf field`);
    }
    const payload = payloadSpan(file, wireType, tag.end, span.end);
    yield { number, wireType, tagStart: offset, start: payload.start, end: payload.end };
    offset = payload.end;
  }
}

function payloadSpan(file: FileWindow, wireType: number, at: number, limit: number): MessageSpan {
  switch (wireType) {
    case WireType.varint:
      return { start: at, end: varint(file, at, limit).end };
    case WireType.fixed64:
      return bounded(at, at + 8, limit);
    case WireType.fixed32:
      return bounded(at, at + 4, limit);
    case WireType.bytes: {
      const length = varint(file, at, limit);
      return bounded(length.end, length.end + length.value, limit);
    }
    default:
      throw new MalformedError(`byte ${String(at)} uses a protobuf wire type that ONNX never uses`);
  }
}

function bounded(start: number, end: number, limit: number): MessageSpan {
  if (end > limit) {
    throw new MalformedError(`a field at byte ${String(start)} reaches beyond its end`);
  }
  return { start, end };
}

/** Value as a double: exact below 2^53, and anything larger is out of bounds for tags and lengths anyway. */
function varint(file: FileWindow, start: number, limit: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let offset = start; offset < limit && offset < start + 10; offset++) {
    const byte = file.byte(offset);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, end: offset + 1 };
    scale *= 128;
  }
  throw new MalformedError('it ends inside a field');
}
