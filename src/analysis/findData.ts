import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArrayInfo } from '../datasets/dataset.ts';
import { describeData } from '../datasets/describeData.ts';
import { matchShapes } from '../datasets/matchShapes.ts';
import { referenceText } from '../datasets/reference.ts';
import { arrayText } from '../datasets/shapeText.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { dataInput } from '../onnx/dataInputs.ts';
import { openModel } from '../onnx/openModel.ts';
import type { DataCandidate } from '../protocol/analysis.ts';
import { declaredSampleShape } from './declaredSampleShape.ts';

/** Names that data files go by: npy, npz, CSV, and IDX as MNIST's are called. */
const dataFileName = /\.(npy|npz|csv|tsv|idx|idx\d?-?ubyte)(\.gz)?$|-ubyte(\.gz)?$/i;
/** A folder of thousands of arrays is no answer to "which file": look at the first ones only. */
const maximalFiles = 200;

/**
 * Data files in the model's folder and one level below, samples that fit the model's input first. Files that cannot be
 * read are left out: this only offers, the choice is checked when it is used.
 */
export async function findData(
  request: { readonly model: string },
  progress: ProgressSink,
): Promise<readonly DataCandidate[]> {
  const wanted = await inputShape(request.model);
  const files = await dataFiles(dirname(request.model));
  const found: DataCandidate[] = [];
  for (const [index, path] of files.entries()) {
    progress.throwIfCancelled();
    progress.report('Looking at data files', index, files.length);
    found.push(...(await candidates(path, wanted)));
  }
  const order = ['samples', 'labels', 'other'];
  return found.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

async function inputShape(modelPath: string): Promise<readonly (number | string)[]> {
  const model = await openModel(modelPath);
  try {
    return declaredSampleShape(dataInput(model));
  } finally {
    await model.close();
  }
}

async function dataFiles(folder: string): Promise<string[]> {
  const here = await readdir(folder, { withFileTypes: true });
  const subfolders = here.filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
  );
  const names = here.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  for (const { name } of subfolders) {
    // A folder that may not be read offers nothing.
    const inside = await readdir(join(folder, name), { withFileTypes: true }).catch(() => []);
    names.push(
      ...inside.filter((entry) => entry.isFile()).map((entry) => join(folder, name, entry.name)),
    );
  }
  return names.filter((name) => dataFileName.test(name)).slice(0, maximalFiles);
}

async function candidates(
  path: string,
  wanted: readonly (number | string)[],
): Promise<DataCandidate[]> {
  try {
    const { arrays } = await describeData(path);
    return arrays.map((array) => ({
      reference: referenceText(path, array.name),
      role: roleOf(array, wanted),
      description: arrayText(array),
      rows: array.shape[0] ?? 0,
    }));
  } catch {
    return [];
  }
}

function roleOf(
  { shape, type }: ArrayInfo,
  wanted: readonly (number | string)[],
): DataCandidate['role'] {
  if (shape.length >= 2 && matchShapes(shape.slice(1), wanted, undefined)) return 'samples';
  const vector = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  return vector && /int/.test(type) ? 'labels' : 'other';
}
