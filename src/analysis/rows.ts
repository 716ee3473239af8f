import type { Dataset } from '../datasets/dataset.ts';
import { matchToInput } from '../datasets/matchToInput.ts';
import { openDataset } from '../datasets/openDataset.ts';
import type { DataSettings, PreprocessSettings } from '../protocol/analysis.ts';

/** An open array file as preprocessed rows, arranged for a model's input or as stored. */
export interface Rows {
  readonly dataset: Dataset;
  readonly rows: number;
  /** Numbers in a row. */
  readonly dimension: number;
  /** Shape of one sample as arranged. */
  readonly shape: readonly number[];
  /** Shape of one sample as stored. */
  readonly storedShape: readonly number[];
  /** Shapes of one sample of each input that a row feeds: the samples' own first. */
  readonly parts: readonly (readonly number[])[];
  /** Files of those inputs behind the samples' own, in the order of `parts`. */
  readonly further: readonly FurtherRows[];
  readonly preprocess: string;
  /** How rows were arranged, in words. */
  readonly match: string;
  /** Rows [start, end), row-major float32. */
  read(start: number, end: number): Promise<Float32Array>;
  /** As `read`, into the beginning of `out`. */
  readInto(start: number, end: number, out: Float32Array): Promise<void>;
  close(): Promise<void>;
}

/** The opened file of a further input. */
export interface FurtherRows {
  readonly input: string;
  /** "FILE" or "FILE#ARRAY", as it was named. */
  readonly reference: string;
  readonly rows: Rows;
}

/**
 * Opens samples and arranges each row for a model input of `inputShape` (without the batch axis), or leaves rows as
 * stored when `inputShape` is `null`. Throws UserError naming file, array and both shapes on a mismatch.
 */
export async function openRows(
  settings: DataSettings,
  preprocess: PreprocessSettings,
  inputShape: readonly (number | string)[] | null,
): Promise<Rows> {
  const { samples, limit, labels } = settings;
  const dataset = await openDataset(samples, { preprocess, limit, labels });
  try {
    const arranged =
      inputShape === null ? undefined : matchToInput(dataset, inputShape, preprocess);
    const shape = arranged?.inputShape ?? dataset.rowShape;
    return {
      dataset,
      rows: dataset.rows,
      dimension: dataset.rowLength,
      shape,
      storedShape: dataset.rowShape,
      parts: [shape],
      further: [],
      preprocess: dataset.preprocess,
      match: arranged?.description ?? 'as stored',
      read: (start, end) => (arranged ?? dataset).read(start, end),
      readInto: (start, end, out) => (arranged ?? dataset).readInto(start, end, out),
      close: () => dataset.close(),
    };
  } catch (error) {
    await dataset.close();
    throw error;
  }
}
