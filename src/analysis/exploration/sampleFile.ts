import { basename } from 'node:path';
import { readClassesOf } from '../../datasets/answers.ts';
import { UserError } from '../../engine/userError.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { type ImageGrid, imageGrid } from '../images/imageGrid.ts';
import type { Rows } from '../rows.ts';

/** Rows that say which value is black and which white. */
const rangeRows = 512;
/** Values looked at for that, at most (64 MB), but for a first row that is longer. */
const rangeValues = 2 ** 24;

/** The samples of a request while a person looks around, and what is read from them only once. */
export class SampleFile {
  readonly #request: RegionSubjectRequest;
  readonly #rows: Rows | undefined;
  #labels: Promise<Int32Array | undefined> | undefined;
  #range: Promise<readonly [number, number]> | undefined;

  /** `rows` as opened for the request; closed by whoever opened them. */
  constructor(request: RegionSubjectRequest, rows: Rows | undefined) {
    this.#request = request;
    this.#rows = rows;
  }

  /** Throws UserError when the request names no samples. */
  get rows(): Rows {
    if (this.#rows) return this.#rows;
    throw new UserError(
      `There are no samples for ${basename(this.#request.model)}: choose its data first.`,
      { code: 'configuration' },
    );
  }

  /** One sample as the model's input wants it. Throws UserError for an index that is not there. */
  async sample(index: number): Promise<Float32Array> {
    const { rows } = this;
    if (Number.isSafeInteger(index) && index >= 0 && index < rows.rows) {
      return rows.read(index, index + 1);
    }
    throw new UserError(
      `There is no sample ${index} in ${rows.dataset.path}: it has ${rows.rows}, counted from 0.`,
    );
  }

  /** One label a row; `undefined` without labels. Throws UserError when they do not fit. */
  labels(): Promise<Int32Array | undefined> {
    const reference = this.#request.samples?.labels;
    this.#labels ??= reference
      ? readClassesOf(this.rows.dataset, reference)
      : Promise.resolve(undefined);
    return this.#labels;
  }

  /** Where the pixels of a sample lie; `undefined` when samples are no images. */
  get grid(): ImageGrid | undefined {
    return imageGrid(this.rows.shape, this.rows.storedShape);
  }

  /** Least and largest finite value of the first rows: black and white. */
  valueRange(): Promise<readonly [number, number]> {
    this.#range ??= this.#readRange();
    return this.#range;
  }

  async #readRange(): Promise<readonly [number, number]> {
    const length = this.rows.shape.reduce((product, side) => product * side, 1);
    const affordable = Math.max(1, Math.floor(rangeValues / length));
    const values = await this.rows.read(0, Math.min(this.rows.rows, rangeRows, affordable));
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }
}
