import { basename } from 'node:path';
import { readLabelsOf } from '../../datasets/labels.ts';
import { UserError } from '../../engine/userError.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { type ImageGrid, imageGrid } from '../images/imageGrid.ts';
import { predictedClasses } from '../predictions.ts';
import type { Rows } from '../rows.ts';
import { type OpenRegionSubject, openRegionSubject } from './pathSubject.ts';

/** Rows that say which value is black and which white. */
const rangeRows = 512;

/** A model with its samples that stays open while a person looks around, and what is read from it only once. */
export class ExploredSubject {
  readonly request: RegionSubjectRequest;
  readonly region: OpenRegionSubject;
  #labels: Promise<Int32Array | undefined> | undefined;
  #range: Promise<readonly [number, number]> | undefined;
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(request: RegionSubjectRequest, region: OpenRegionSubject) {
    this.request = request;
    this.region = region;
  }

  /** Throws UserError as {@link openRegionSubject}. */
  static async open(request: RegionSubjectRequest): Promise<ExploredSubject> {
    return new ExploredSubject(request, await openRegionSubject(request));
  }

  /** Throws UserError when the request names no samples. */
  get rows(): Rows {
    const { rows } = this.region;
    if (rows) return rows;
    throw new UserError(
      `There are no samples for ${basename(this.request.model)}: choose its data first.`,
      { code: 'configuration' },
    );
  }

  /** One label a row; `undefined` without labels. Throws UserError when they do not fit. */
  labels(): Promise<Int32Array | undefined> {
    const reference = this.request.samples?.labels;
    this.#labels ??= reference
      ? readLabelsOf(this.rows.dataset, reference)
      : Promise.resolve(undefined);
    return this.#labels;
  }

  /** Where the pixels of a sample lie; `undefined` when samples are no images. */
  get grid(): ImageGrid | undefined {
    return imageGrid(this.rows.shape, this.rows.storedShape);
  }

  /** Least and largest value of the first rows: black and white. */
  valueRange(): Promise<readonly [number, number]> {
    this.#range ??= this.#readRange();
    return this.#range;
  }

  /** The model's class of each sample; `points` is rows × inputLength. */
  async predict(points: Float64Array, rows: number): Promise<Int32Array> {
    const { network } = this.region;
    const scores = await network.evaluate(points, rows, network.sites.length);
    return predictedClasses(scores, network.outputWidth);
  }

  /** Calls `close` when the subject is closed: sessions on its network end before it. */
  beforeClose(close: () => Promise<void>): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.region.close();
  }

  async #readRange(): Promise<readonly [number, number]> {
    const values = await this.rows.read(0, Math.min(this.rows.rows, rangeRows));
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }
}
