/** Before the metadata of a message stand a continuation mark and the metadata's length, a word each. */
const wordBytes = 4;
const continuation = 0xffffffff;

/** Header types of the union in Message.fbs. */
const schemaHeader = 1;
const dictionaryHeader = 2;
const batchHeader = 3;

/** Types nest; no table of samples does so this deep. */
const deepestType = 32;

/**
 * Checks what the library takes on trust in an Arrow IPC stream (Message.fbs, Schema.fbs of the Arrow format): that lists in the
 * metadata of its messages, and the rows they promise, have room in the bytes. Otherwise a few changed bytes make it fill the memory.
 * Throws RangeError.
 */
export function checkArrowStream(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + wordBytes <= view.byteLength) {
    // Before version 0.15 there was no mark.
    const hasMark = view.getUint32(at, true) === continuation;
    const start = at + (hasMark ? 2 : 1) * wordBytes;
    const length = view.getUint32(start - wordBytes, true);
    if (length === 0) return;
    if (start + length > view.byteLength) throw new RangeError('a message is cut off');
    const metadata = new DataView(bytes.buffer, bytes.byteOffset + start, length);
    const body = checkMessage(metadata, view.byteLength);
    at = start + length + Math.ceil(body / 8) * 8;
  }
}

/** Length of the message's body. */
function checkMessage(metadata: DataView, fileBytes: number): number {
  const message = FlatTable.root(metadata);
  const kind = message.byte(1);
  const header = message.table(2);
  if (kind === schemaHeader && header) checkFields(header.tables(1), 0);
  if (kind === batchHeader && header) checkBatch(header, fileBytes);
  const dictionary = kind === dictionaryHeader ? header?.table(1) : undefined;
  if (dictionary) checkBatch(dictionary, fileBytes);
  const body = message.long(3);
  if (body < 0 || body > fileBytes) throw new RangeError('a message is longer than the file');
  return body;
}

function checkBatch(batch: FlatTable, fileBytes: number): void {
  // A bit is the least that a value takes.
  const rows = batch.long(0);
  if (rows < 0 || rows > 8 * fileBytes) throw new RangeError('more rows than bytes');
  batch.vectorLength(1, 16);
  batch.vectorLength(2, 16);
  batch.vectorLength(4, 8);
}

function checkFields(fields: readonly FlatTable[], depth: number): void {
  if (depth > deepestType) throw new RangeError('types are nested without end');
  for (const field of fields) {
    checkFields(field.tables(5), depth + 1);
    field.vectorLength(6, 4);
  }
}

/** A table of a FlatBuffers message; reads outside the bytes throw RangeError. */
class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number): number {
    const at = this.#place(field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  long(field: number): number {
    const at = this.#place(field);
    return at === undefined ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  table(field: number): FlatTable | undefined {
    const at = this.#place(field);
    return at === undefined ? undefined : this.#tableAt(at);
  }

  tables(field: number): FlatTable[] {
    const length = this.vectorLength(field, 4);
    const at = this.#place(field);
    if (at === undefined) return [];
    const first = at + this.#view.getUint32(at, true) + 4;
    return Array.from({ length }, (_, index) => this.#tableAt(first + 4 * index));
  }

  /** Items of a list. Throws RangeError when they do not fit the message. */
  vectorLength(field: number, itemBytes: number): number {
    const at = this.#place(field);
    if (at === undefined) return 0;
    const start = at + this.#view.getUint32(at, true);
    const length = this.#view.getUint32(start, true);
    if (start + 4 + length * itemBytes > this.#view.byteLength) {
      throw new RangeError('a list is longer than its message');
    }
    return length;
  }

  #tableAt(at: number): FlatTable {
    return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  /** Where a field's value stands; `undefined` for one that was left out. */
  #place(field: number): number | undefined {
    const layout = this.#at - this.#view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    if (entry >= this.#view.getUint16(layout, true)) return undefined;
    const offset = this.#view.getUint16(layout + entry, true);
    return offset === 0 ? undefined : this.#at + offset;
  }
}
