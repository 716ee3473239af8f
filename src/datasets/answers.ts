import { UserError } from '../engine/userError.ts';
import type { Dataset } from './dataset.ts';
import { checkLabelCount, labelReference, readLabelsOf } from './labels.ts';
import { openArray } from './openArray.ts';
import { StoredDataset } from './reading/storedDataset.ts';

/** Numbers that a model is to predict. */
export interface Targets {
  /** Samples × width, row-major. */
  readonly values: Float32Array;
  /** Numbers for one sample. */
  readonly width: number;
  /** Why they are no class indices: the user's mistake where the model does not predict so many numbers. */
  readonly refusal: UserError;
}

/** What a model should say of samples: their classes, or numbers. */
export type Answers = { readonly labels: Int32Array } | { readonly targets: Targets };

/**
 * The answers to a dataset's rows: class indices or one-hot rows as {@link readLabelsOf}, and what is neither as numbers to predict.
 * Throws UserError when there are not as many as the dataset's file has rows, or one is NaN or infinite.
 */
export async function readAnswersOf(dataset: Dataset, reference: string): Promise<Answers> {
  try {
    return { labels: await readLabelsOf(dataset, reference) };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'no-classes') throw error;
    return { targets: await readTargetsOf(dataset, reference, error) };
  }
}

/** The classes of a dataset's rows where what should be said of them are classes; throws as {@link readAnswersOf}. */
export async function readClassesOf(
  dataset: Dataset,
  reference: string,
): Promise<Int32Array | undefined> {
  const answers = await readAnswersOf(dataset, reference);
  return 'labels' in answers ? answers.labels : undefined;
}

async function readTargetsOf(
  dataset: Dataset,
  reference: string,
  refusal: UserError,
): Promise<Targets> {
  const stored = await openArray(await labelReference(reference), {
    wanted: 'array of numbers to predict',
    fits: () => true,
  });
  const targets = new StoredDataset(stored, {});
  try {
    checkLabelCount(targets.rows, reference, dataset);
    const values = await targets.read(0, dataset.rows);
    return { values, width: targets.rowLength, refusal };
  } finally {
    await targets.close();
  }
}
