import { UserError } from '../../engine/userError.ts';
import { sha256Of } from '../bytes/sha256.ts';
import type { ArrayInfo, Dataset, Preprocess } from '../dataset.ts';
import { elementBytes } from '../elementTypes.ts';
import type { StoredArray } from '../formats/storedArray.ts';
import { referenceText } from '../reference.ts';
import { elementCount, shapeText } from '../shapeText.ts';
import { applyChannelsInto, applyTableInto, type ByteTable, byteTable } from './applyChannels.ts';
import { channelPlan, type ChannelPlan, preprocessText } from './channels.ts';
import { elementView } from './elementView.ts';

/** Stored bytes decoded at once; more than this is never held beside the result. */
const decodeBytes = 2 ** 22;

/** A {@link Dataset} over an opened array. */
export class StoredDataset implements Dataset {
  readonly path: string;
  readonly array: ArrayInfo;
  readonly rows: number;
  readonly rowShape: readonly number[];
  readonly rowLength: number;
  readonly preprocess: string;
  readonly #stored: StoredArray;
  readonly #settings: Preprocess;
  #plan: ChannelPlan | undefined;
  #table: ByteTable | undefined;

  constructor(
    stored: StoredArray,
    settings: Preprocess,
    rowShape: readonly number[] = stored.info.shape.slice(1),
  ) {
    this.path = stored.path;
    this.array = stored.info;
    this.rows = stored.rows;
    this.rowShape = rowShape;
    this.rowLength = elementCount(rowShape);
    this.preprocess = preprocessText(settings);
    this.#stored = stored;
    this.#settings = settings;
  }

  async read(start: number, end: number): Promise<Float32Array> {
    const out = new Float32Array((end - start) * this.rowLength);
    await this.readInto(start, end, out);
    return out;
  }

  async readInto(start: number, end: number, out: Float32Array): Promise<void> {
    if (start < 0 || end > this.rows || start > end) {
      throw new RangeError(`rows ${start} to ${end} of ${this.rows}`);
    }
    const rowBytes = this.rowLength * elementBytes[this.array.type];
    const blockRows = Math.max(1, Math.floor(decodeBytes / rowBytes));
    for (let first = start; first < end; first += blockRows) {
      const count = Math.min(blockRows, end - first);
      const bytes = await this.#stored.source.read(first * rowBytes, count * rowBytes);
      const position = (first - start) * this.rowLength;
      this.#decodeInto(bytes, out, position);
      if (this.#table?.finite !== true) {
        this.#checkFinite(out.subarray(position, position + count * this.rowLength), first);
      }
    }
  }

  reshape(rowShape: readonly number[]): Dataset {
    if (elementCount(rowShape) !== this.rowLength) {
      throw new RangeError(`${shapeText(this.rowShape)} cannot be seen as ${shapeText(rowShape)}`);
    }
    const view = new StoredDataset(this.#stored, this.#settings, rowShape);
    view.#channels();
    return view;
  }

  sha256(): Promise<string> {
    return sha256Of(this.path);
  }

  close(): Promise<void> {
    return this.#stored.source.close();
  }

  get #label(): string {
    return referenceText(this.path, this.array.name);
  }

  /** Found at the first read: before, the rows may still be reshaped to what mean and std are meant for. */
  #channels(): ChannelPlan {
    this.#plan ??= channelPlan(this.#settings, this.rowShape, this.#label);
    return this.#plan;
  }

  #decodeInto(bytes: Uint8Array, out: Float32Array, position: number): void {
    const plan = this.#channels();
    const values = elementView(bytes, this.array.type, this.#stored.bigEndian);
    if (values instanceof Uint8Array) {
      this.#table ??= byteTable(plan);
      applyTableInto(values, this.#table, out, position);
    } else if (this.preprocess === 'none') {
      out.set(values, position);
    } else {
      applyChannelsInto(values, plan, out, position);
    }
  }

  #checkFinite(values: Float32Array, firstRow: number): void {
    // v − v is 0 for every finite v and NaN otherwise; one sum tells whether any is not.
    let sum = 0;
    for (let index = 0; index < values.length; index++) sum += values[index] - values[index];
    if (sum === 0) return;
    const at = values.findIndex((value) => !Number.isFinite(value));
    const found = Number.isNaN(values[at]) ? 'NaN' : 'an infinite or too large number';
    const row = firstRow + Math.floor(at / this.rowLength);
    throw new UserError(
      `${this.#label}: row ${row} holds ${found} (element ${at % this.rowLength}); clean it or leave the row out.`,
    );
  }
}
