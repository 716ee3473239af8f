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

/** Names that data files go by; IDX as MNIST's are called. */
const dataFileName =
  /\.(npy|npz|csv|tsv|idx|idx\d?-?ubyte)(\.gz)?$|-ubyte(\.gz)?$|\.(safetensors|parquet|arrow|feather|h5|hdf5)$/i;
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
    // The class folders of a folder of pictures are part of it.
    if (!found.some(({ reference }) => reference === dirname(path))) {
      found.push(...(await candidates(path, wanted)));
    }
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

/** Files with the names of data files, and folders, which may hold pictures. */
async function dataFiles(folder: string): Promise<string[]> {
  const here = await listFolder(folder);
  const below = await Promise.all(here.folders.map(listFolder));
  const files = [here, ...below].flatMap((list) => list.files);
  const folders = [here, ...below].flatMap((list) => list.folders);
  return [...files.filter((name) => dataFileName.test(name)), ...folders].slice(0, maximalFiles);
}

async function listFolder(folder: string): Promise<{ files: string[]; folders: string[] }> {
  // A folder that may not be read offers nothing.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const shown = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const paths = (kept: typeof shown) => kept.map(({ name }) => join(folder, name));
  return {
    files: paths(shown.filter((entry) => entry.isFile())),
    folders: paths(shown.filter((entry) => entry.isDirectory())),
  };
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

function roleOf({ shape }: ArrayInfo, wanted: readonly (number | string)[]): DataCandidate['role'] {
  if (shape.length >= 2 && matchShapes(shape.slice(1), wanted, undefined)) return 'samples';
  // Classes, or numbers to predict.
  const isColumn = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  return isColumn ? 'labels' : 'other';
}
