import { type Model } from '../model.ts';
import { asUserError } from '../modelErrors.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { type MessageSpan, type WireField, wireFields, WireType } from '../wire/wireFields.ts';

/** Bytes to be written over the model's own; never longer or shorter than what they replace. */
export interface BatchPatch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

// Field numbers of onnx.proto on the way to what is patched.
const graphOfModel = 7;
const graphField = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
const nodeField = { output: 2, opType: 4, attribute: 5 } as const;
const attributeTensor = 5;
const tensorField = { int64Data: 7, name: 8, rawData: 9 } as const;
const valueInfoField = { name: 1, type: 2 } as const;
const dimValue = 1;

/**
 * Overwrites that turn a fixed batch of `batch` rows into a free one: the leading dimension of the input, of the outputs and of declared
 * inner values loses its value, and Reshape targets that begin with `batch` begin with 0 ("as in the input"). All patches keep their
 * length, so no enclosing length changes and the file need not be encoded again. Whether the model then means the same is to be proved.
 */
export function batchPatches(model: Model, input: string, batch: number): BatchPatch[] {
  try {
    return new PatchFinder(model.content(), input, batch, reshapeTargets(model)).find();
  } catch (error) {
    throw asUserError(model.path, error);
  }
}

/** Names of the values that give Reshape nodes their shapes. */
function reshapeTargets(model: Model): ReadonlySet<string> {
  const reshapes = model.graph.nodes.filter((node) => node.op === 'Reshape' && node.domain === '');
  return new Set(reshapes.flatMap((node) => node.inputs.slice(1, 2)));
}

class PatchFinder {
  readonly #file: FileWindow;
  readonly #input: string;
  readonly #batch: number;
  readonly #targets: ReadonlySet<string>;
  readonly #patches: BatchPatch[] = [];

  constructor(file: FileWindow, input: string, batch: number, targets: ReadonlySet<string>) {
    this.#file = file;
    this.#input = input;
    this.#batch = batch;
    this.#targets = targets;
  }

  find(): BatchPatch[] {
    for (const graph of this.#all({ start: 0, end: this.#file.size }, graphOfModel)) {
      for (const field of wireFields(this.#file, graph)) this.#visit(field);
    }
    return this.#patches;
  }

  #visit(field: WireField): void {
    switch (field.number) {
      case graphField.input:
        if (this.#text(field, valueInfoField.name) === this.#input) this.#freeLeading(field);
        break;
      case graphField.output:
      case graphField.valueInfo:
        this.#freeLeading(field);
        break;
      case graphField.initializer:
        if (this.#targets.has(this.#text(field, tensorField.name))) this.#freeTarget(field);
        break;
      case graphField.node:
        this.#visitNode(field);
        break;
    }
  }

  #visitNode(node: WireField): void {
    if (this.#text(node, nodeField.opType) !== 'Constant') return;
    if (!this.#targets.has(this.#text(node, nodeField.output))) return;
    for (const attribute of this.#all(node, nodeField.attribute)) {
      for (const tensor of this.#all(attribute, attributeTensor)) this.#freeTarget(tensor);
    }
  }

  /** Takes the value from the first dimension of a ValueInfoProto when it is the batch. */
  #freeLeading(valueInfo: WireField): void {
    // type (2) → tensor_type (1) → shape (2) → dim (1).
    let at: MessageSpan | undefined = this.#first(valueInfo, valueInfoField.type);
    for (const number of [1, 2, 1]) at &&= this.#first(at, number);
    const size = at && this.#first(at, dimValue);
    if (size?.wireType !== WireType.varint || this.#varint(size) !== this.#batch) return;
    // An annotation (string field 3, "denotation") of the same length takes the place of dim_value.
    const length = size.end - size.tagStart;
    const bytes = new Uint8Array(length).fill(0x20);
    bytes.set([(3 << 3) | WireType.bytes, length - 2]);
    this.#patches.push({ offset: size.tagStart, bytes });
  }

  /** Sets the first element of an int64 TensorProto to 0 when it is the batch. */
  #freeTarget(tensor: WireField): void {
    const raw = this.#first(tensor, tensorField.rawData);
    if (raw && raw.end - raw.start >= 8) {
      const first = Buffer.from(this.#file.bytes(raw.start, raw.start + 8)).readBigInt64LE();
      if (first !== BigInt(this.#batch)) return;
      this.#patches.push({ offset: raw.start, bytes: new Uint8Array(8) });
      return;
    }
    const element = this.#first(tensor, tensorField.int64Data);
    if (element === undefined || this.#varint(element) !== this.#batch) return;
    // A zero stretched to the old length: continuation bits on all bytes but the last.
    const length = this.#varintLength(element);
    const bytes = new Uint8Array(length).fill(0x80);
    bytes[length - 1] = 0;
    this.#patches.push({ offset: element.start, bytes });
  }

  *#all(span: MessageSpan, number: number): Generator<WireField> {
    for (const field of wireFields(this.#file, span)) if (field.number === number) yield field;
  }

  #first(span: MessageSpan, number: number): WireField | undefined {
    for (const field of this.#all(span, number)) return field;
    return undefined;
  }

  #text(message: MessageSpan, number: number): string {
    const field = this.#first(message, number);
    return field ? Buffer.from(this.#file.bytes(field.start, field.end)).toString('utf8') : '';
  }

  /** Value of the varint a field starts with (a packed list: its first element), as a double. */
  #varint(field: MessageSpan): number {
    let value = 0;
    for (let index = this.#varintLength(field) - 1; index >= 0; index--) {
      value = value * 128 + (this.#file.byte(field.start + index) & 0x7f);
    }
    return value;
  }

  #varintLength(field: MessageSpan): number {
    let length = 1;
    while (field.start + length < field.end && this.#file.byte(field.start + length - 1) >= 0x80) {
      length++;
    }
    return length;
  }
}
