import { UserError } from '../engine/userError.ts';
import type { ArrayInfo, Dataset } from './dataset.ts';
import { elementBytes } from './elementTypes.ts';
import { dataFormat } from './formats/dataFormats.ts';
import { fileFormat } from './formats/fileFormat.ts';
import type { StoredArray } from './formats/storedArray.ts';
import { openArray } from './openArray.ts';
import { checkLimit } from './openDataset.ts';
import { elementView, type NumericView } from './reading/elementView.ts';
import { parseReference, referenceText } from './reference.ts';
import { elementCount, shapeText } from './shapeText.ts';

/** Labels are class indices, so anything above this is something else. */
const largestLabel = 2 ** 31 - 1;

/**
 * Class indices from 0, one a row: a 1-D (or N×1) array of integers, whole-valued floats, or one-hot rows N×K. A file of
 * several arrays without a named one gives its only 1-D one; a table its column named label, labels, target or class.
 * Throws UserError when the numbers are not labels.
 */
export async function readLabels(
  reference: string,
  options: { readonly limit?: number | undefined } = {},
): Promise<Int32Array> {
  checkLimit(options.limit);
  const stored = await openArray(await labelReference(reference), {
    wanted: '1-D array of labels',
    fits: isLabelLike,
    limit: options.limit,
  });
  try {
    return await toLabels(stored);
  } finally {
    await stored.source.close();
  }
}

/** The column of labels in the table that holds the samples; `undefined` when there is none. Throws UserError for a file that cannot be read. */
export async function labelColumnBeside(samples: string): Promise<string | undefined> {
  const file = await fileFormat(parseReference(samples).path);
  return dataFormat(file.format).labelColumn?.(file);
}

/** The labels of a dataset's rows: as many must be stored as the dataset's file has rows, then its limit is applied. */
export async function readLabelsOf(dataset: Dataset, reference: string): Promise<Int32Array> {
  const labels = await readLabels(reference);
  checkLabelCount(labels.length, reference, dataset);
  return labels.subarray(0, dataset.rows);
}

/** Throws UserError unless there is one stored label for each stored row. */
export function checkLabelCount(count: number, reference: string, dataset: Dataset): void {
  const rows = dataset.array.shape[0];
  if (count === rows) return;
  throw new UserError(
    `${reference} has ${count} labels but ${referenceText(dataset.path, dataset.array.name)} has ${rows} rows: give the labels that belong to these samples.`,
    { code: 'mismatch' },
  );
}

function isLabelLike(array: ArrayInfo): boolean {
  const [, width = 1] = array.shape;
  return array.shape.length <= 2 && width === 1;
}

/** The reference itself, with the column of labels where it names a table alone. */
export async function labelReference(reference: string): Promise<string> {
  const { path, array } = parseReference(reference);
  if (array !== undefined) return reference;
  const file = await fileFormat(path);
  const column = await dataFormat(file.format).labelColumn?.(file);
  return referenceText(path, column);
}

async function toLabels(stored: StoredArray): Promise<Int32Array> {
  const { info, rows, source, bigEndian, path } = stored;
  const label = referenceText(path, info.name);
  const width = elementCount(info.shape.slice(1));
  if (info.shape.length > 2) {
    throw new UserError(
      `${label} is ${shapeText(info.shape)}: labels are one class index a row, or one-hot rows.`,
    );
  }
  const bytes = await source.read(0, rows * width * elementBytes[info.type]);
  const values = elementView(bytes, info.type, bigEndian);
  return width === 1 ? classIndices(values, label) : oneHotIndices(values, width, label);
}

function classIndices(values: NumericView, label: string): Int32Array {
  const indices = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!Number.isInteger(value) || value < 0 || value > largestLabel) {
      throw new UserError(
        `${label}: row ${row} holds ${value}, which is not a class index; labels count classes from 0, or are as many numbers as the model predicts.`,
        { code: 'no-classes' },
      );
    }
    indices[row] = value;
  }
  return indices;
}

function oneHotIndices(values: NumericView, width: number, label: string): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, row) => {
    const one = values.subarray(row * width, (row + 1) * width);
    const index = one.indexOf(1);
    if (index >= 0 && one.every((value, column) => value === (column === index ? 1 : 0)))
      return index;
    throw new UserError(
      `${label}: row ${row} has ${width} numbers that are not one-hot; name a 1-D array or a column of class indices.`,
      { code: 'no-classes' },
    );
  });
}
