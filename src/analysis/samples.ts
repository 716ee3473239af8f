import type { RandomGenerator } from '../engine/stats/randomGenerator.ts';
import { matchToInput } from '../datasets/matchToInput.ts';
import { openDataset } from '../datasets/openDataset.ts';
import { checkLabelCount, readLabels } from '../datasets/readLabels.ts';
import type { DataSettings, PreprocessSettings } from '../protocol/analysis.ts';
import type { DataSection, SampleSource } from '../report/report.ts';

/** Samples in the model's own layout, one side of a diagnosis. */
export interface SampleSet {
  readonly set: SampleSource['set'];
  readonly rows: number;
  /** Length rows; `undefined` without labels. */
  readonly labels: Int32Array | undefined;
  /** What the report says about the data; `null` for random samples. */
  readonly section: DataSection | null;
  /** Rows [start, end), row-major float32 as the model wants them. */
  read(start: number, end: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens one side of the data and fits it to the model's input (`inputShape` without the batch axis).
 * Throws UserError naming file, array and both shapes when they do not match, or when labels have another length.
 */
export async function openSamples(
  set: 'train' | 'test',
  settings: DataSettings,
  preprocess: PreprocessSettings,
  inputShape: readonly (number | string)[],
): Promise<SampleSet> {
  const limit = settings.limit === undefined ? {} : { limit: settings.limit };
  const dataset = await openDataset(settings.samples, { preprocess, ...limit });
  try {
    const matched = matchToInput(dataset, inputShape, preprocess);
    const labels = settings.labels ? await readLabels(settings.labels, limit) : undefined;
    if (labels && settings.labels) checkLabelCount(labels, dataset, settings.labels);
    return {
      set,
      rows: dataset.rows,
      labels,
      section: {
        path: settings.samples,
        samples: dataset.rows,
        shape: dataset.rowShape,
        labels: labels !== undefined,
        preprocess: dataset.preprocess,
        match: matched.description,
      },
      read: (start, end) => matched.read(start, end),
      close: () => dataset.close(),
    };
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

/** Rows of seeded random inputs: enough for stable rates, few enough to be instant. */
const randomRows = 1000;

/** Independent standard-normal inputs, for a model without data. The same seed gives the same rows. */
export function randomSamples(rng: RandomGenerator, inputLength: number): SampleSet {
  const data = Float32Array.from({ length: randomRows * inputLength }, () => rng.normal());
  return {
    set: 'random',
    rows: randomRows,
    labels: undefined,
    section: null,
    read: (start, end) => Promise.resolve(data.slice(start * inputLength, end * inputLength)),
    close: () => Promise.resolve(),
  };
}
