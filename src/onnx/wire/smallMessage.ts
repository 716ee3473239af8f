import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { type FileWindow } from './fileWindow.ts';
import { MalformedError } from './malformed.ts';
import { type MessageSpan, type WireField, wireFields, WireType } from './wireFields.ts';

/** Far above any real name or attribute list, far below what could exhaust memory. */
const maxSmallBytes = 32 * 1024 * 1024;

/**
 * Decodes the fields of a message that are in `keep` with its generated schema and hands every other field to `visit`
 * unread, so that weights and sub-graphs stay on disk.
 */
export function smallMessage<T extends DescMessage>(
  file: FileWindow,
  span: MessageSpan,
  schema: T,
  keep: ReadonlySet<number>,
  visit: (field: WireField) => void = () => undefined,
): MessageShape<T> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const field of wireFields(file, span)) {
    if (!keep.has(field.number)) {
      visit(field);
      continue;
    }
    length += field.end - field.tagStart;
    if (length > maxSmallBytes) {
      throw new MalformedError(`the ${schema.name} at byte ${String(span.start)} is too large`);
    }
    parts.push(file.bytes(field.tagStart, field.end));
  }
  return decode(schema, Buffer.concat(parts, length), { readUnknownFields: false });
}

/** Decodes a whole message that is known to be small, types of values for example. */
export function wholeMessage<T extends DescMessage>(
  file: FileWindow,
  span: MessageSpan,
  schema: T,
): MessageShape<T> {
  if (span.end - span.start > maxSmallBytes) {
    throw new MalformedError(`the ${schema.name} at byte ${String(span.start)} is too large`);
  }
  return decode(schema, file.bytes(span.start, span.end), { readUnknownFields: false });
}

/** Refuses a field that should hold a message but is a number. */
export function messageSpan(field: WireField): MessageSpan {
  if (field.wireType !== WireType.bytes) {
    throw new MalformedError(`the field at byte ${String(field.tagStart)} has the wrong type`);
  }
  return field;
}

/** Decodes bytes in memory. The decoder's own errors (and stack overflow on absurd nesting) mean bad bytes, nothing else. */
export function decode<T extends DescMessage>(
  schema: T,
  bytes: Uint8Array,
  options: { readonly readUnknownFields?: boolean } = {},
): MessageShape<T> {
  try {
    return fromBinary(schema, bytes, options);
  } catch (cause) {
    throw new MalformedError(`a ${schema.name} in it cannot be decoded`, { cause });
  }
}
