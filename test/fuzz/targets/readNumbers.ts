import { strict as assert } from 'node:assert';
import type { Dataset } from '../../../src/datasets/dataset.ts';
import { describeData } from '../../../src/datasets/describeData.ts';
import { readLabels } from '../../../src/datasets/labels.ts';
import { openDataset } from '../../../src/datasets/openDataset.ts';
import { referenceText } from '../../../src/datasets/reference.ts';
import { UserError } from '../../../src/engine/userError.ts';

/** Numbers by the name of their array, row-major. */
export type StoredNumbers = ReadonlyMap<string, Float32Array>;

/** Numbers read of one array at most: a file may truly hold more, and that is no fault of ours. */
const mostNumbers = 2 ** 16;
const mostArrays = 40;

/**
 * Everything a data file gives, each array read twice: at once, and row by row. Throws UserError when nothing can be read, and an
 * AssertionError when the readings disagree or a number is not finite.
 */
export async function readNumbers(path: string): Promise<StoredNumbers> {
  const { arrays } = await describeData(path);
  const numbers = new Map<string, Float32Array>();
  let refusal: UserError | undefined;
  for (const { name } of arrays.slice(0, mostArrays)) {
    try {
      numbers.set(name, await readArray(referenceText(path, name)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusal = error;
    }
  }
  if (numbers.size === 0 && refusal !== undefined) throw refusal;
  return numbers;
}

async function readArray(reference: string): Promise<Float32Array> {
  // A list is read as labels are; most are none, which is a refusal.
  const labels = await readLabels(reference).catch(refused);
  const dataset = await openDataset(reference);
  try {
    const rows = Math.min(dataset.rows, Math.floor(mostNumbers / dataset.rowLength));
    if (rows === 0) return new Float32Array(0);
    const values = await dataset.read(0, rows);
    assert.ok(values.every(Number.isFinite), `${reference} gave a number that is not finite`);
    await assertRowsAgree(dataset, values);
    if (labels)
      assert.ok(
        labels.every((label) => label >= 0),
        `${reference} gave a label below 0`,
      );
    return values;
  } finally {
    await dataset.close();
  }
}

async function assertRowsAgree(dataset: Dataset, values: Float32Array): Promise<void> {
  const { rowLength } = dataset;
  const last = values.length / rowLength - 1;
  for (const row of new Set([0, last >> 1, last])) {
    const alone = await dataset.read(row, row + 1);
    assert.deepEqual(alone, values.slice(row * rowLength, (row + 1) * rowLength));
  }
}

/** Lets a refusal pass as no result. */
export function refused(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
