import { readAnswersOf, type Targets } from '../datasets/answers.ts';
import { labelColumnBeside } from '../datasets/labels.ts';
import type { RandomGenerator } from '../engine/stats/randomGenerator.ts';
import type { DataSettings, PreprocessSettings } from '../protocol/analysis.ts';
import type { DataSection, SampleSource } from '../report/report.ts';
import { type Companion, openJoinedRows, type PartShapes } from './inputs/joinedRows.ts';
import type { Rows } from './rows.ts';

/** Samples in the model's own layout, one side of a diagnosis. */
export interface SampleSet {
  readonly set: SampleSource['set'];
  readonly rows: number;
  /** Shape of one sample as the model wants it, without the batch axis. */
  readonly shape: readonly number[];
  /** Length rows; `undefined` without labels. */
  readonly labels: Int32Array | undefined;
  /** Numbers that the model is to predict, where those were given for labels. */
  readonly targets?: Targets | undefined;
  /** A column of labels that the samples' own file holds, where no labels were given. */
  readonly labelColumn?: string | undefined;
  /** What the report says about the data; `null` for random samples. */
  readonly section: DataSection | null;
  /** The opened file; `undefined` for random samples. */
  readonly file: { readonly settings: DataSettings; readonly rows: Rows } | undefined;
  /** Rows [start, end), row-major float32 as the model wants them. */
  read(start: number, end: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens one side of the data and fits it to the model's input, and to those that are read in step with it.
 * Throws UserError naming file, array and both shapes when they do not match, or when labels have another length.
 */
export async function openSamples(
  set: 'train' | 'test',
  settings: DataSettings,
  preprocess: PreprocessSettings,
  shapes: PartShapes,
  companions: readonly Companion[] = [],
): Promise<SampleSet> {
  const rows = await openJoinedRows(settings, preprocess, shapes, companions);
  try {
    const { labels: given } = settings;
    const answers = given === undefined ? undefined : await readAnswersOf(rows.dataset, given);
    const labels = answers && 'labels' in answers ? answers.labels : undefined;
    return {
      set,
      rows: rows.rows,
      shape: rows.shape,
      labels,
      ...(answers && 'targets' in answers && { targets: answers.targets }),
      ...(!answers && { labelColumn: await labelColumnBeside(settings.samples) }),
      section: {
        path: settings.samples,
        samples: rows.rows,
        shape: rows.storedShape,
        labels: labels !== undefined,
        preprocess: rows.preprocess,
        match: rows.match,
      },
      file: { settings, rows },
      read: (start, end) => rows.read(start, end),
      close: () => rows.close(),
    };
  } catch (error) {
    await rows.close();
    throw error;
  }
}

/** Rows of seeded random inputs: enough for stable rates, few enough to be instant; fewer where one is large. */
const mostRandomRows = 1000;
const fewestRandomRows = 100;
/** Random numbers drawn at most where that leaves enough rows: 1,000 pictures of 224 × 224 × 3 would take 10 s. */
const mostRandomNumbers = 2 ** 24;

/** Independent standard-normal inputs, for a model without data. The same generator state gives the same rows. */
export function randomSamples(rng: RandomGenerator, shape: readonly number[]): SampleSet {
  const length = shape.reduce((product, size) => product * size, 1);
  const fitting = Math.max(fewestRandomRows, Math.floor(mostRandomNumbers / length));
  const rows = Math.min(mostRandomRows, fitting);
  const data = Float32Array.from({ length: rows * length }, () => rng.normal());
  return {
    set: 'random',
    rows,
    shape,
    labels: undefined,
    section: null,
    file: undefined,
    read: (start, end) => Promise.resolve(data.slice(start * length, end * length)),
    close: () => Promise.resolve(),
  };
}

/** Rows of a matrix as samples of `shape`, made from another set by running it up to the tensor `from`. */
export function matrixSamples(
  origin: SampleSet,
  data: Float32Array,
  { from, shape }: { readonly from: string; readonly shape: readonly number[] },
): SampleSet {
  const length = shape.reduce((product, size) => product * size, 1);
  const rows = data.length / length;
  const perRow = rows / origin.rows;
  const what = perRow === 1 ? '' : `, each of ${String(perRow)} positions a sample`;
  // One label a sequence says nothing of its positions.
  const labels = perRow === 1 ? origin.labels : undefined;
  return {
    set: origin.set,
    rows,
    shape,
    labels,
    section: origin.section && {
      ...origin.section,
      samples: rows,
      labels: labels !== undefined,
      match: `${origin.section.match}; activations at "${from}"${what}`,
    },
    file: undefined,
    read: (start, end) => Promise.resolve(data.subarray(start * length, end * length)),
    close: () => Promise.resolve(),
  };
}
