import { UserError } from '../engine/userError.ts';
import type { Dataset, Preprocess } from './dataset.ts';
import { openArray } from './openArray.ts';
import { checkPreprocess } from './reading/channels.ts';
import { StoredDataset } from './reading/storedDataset.ts';
import { parseReference } from './reference.ts';

/** How to open samples. */
export interface DatasetOptions {
  readonly preprocess?: Preprocess | undefined;
  /** The first N rows, in file order; more than there are takes all. */
  readonly limit?: number | undefined;
  /** Reference of the labels that go with the samples: when it names a column of the same CSV, that column is left out. */
  readonly labels?: string | undefined;
}

/**
 * Opens samples: "file" or "file#array". A file of several arrays without a named one gives its only one of rank 2 or
 * more. A table gives all its columns of numbers but one named label, labels, target or class, and an unnamed first one.
 * Throws UserError when the file is missing, damaged, unknown or ambiguous, or an option cannot be meant.
 */
export async function openDataset(
  reference: string,
  options: DatasetOptions = {},
): Promise<Dataset> {
  const { preprocess = {}, limit, labels } = options;
  checkPreprocess(preprocess);
  checkLimit(limit);
  const stored = await openArray(reference, {
    wanted: 'array of samples',
    fits: (array) => array.shape.length >= 2,
    leaveOut: labelColumn(reference, labels),
    limit,
  });
  return new StoredDataset(stored, preprocess);
}

/** Throws UserError unless `limit` is absent or a positive integer. */
export function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isSafeInteger(limit) && limit > 0)) return;
  throw new UserError(`limit is ${limit}: give the number of rows to take, 1 or more.`);
}

function labelColumn(samples: string, labels: string | undefined): string | undefined {
  if (labels === undefined) return undefined;
  const { path, array } = parseReference(labels);
  return path === parseReference(samples).path ? array : undefined;
}
