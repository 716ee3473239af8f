import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../engine/userError.ts';
import { type Model } from './model.ts';
import { readModelContent } from './modelContent.ts';
import { asUserError, orUserError } from './modelErrors.ts';
import { type ModelFile, OpenedModel } from './openedModel.ts';
import { expandFusions } from './rewriting/expandFusions.ts';
import { expandQuantised } from './rewriting/expandQuantised.ts';
import { inlineFunctions } from './rewriting/inlineFunctions.ts';
import { externalFile } from './tensor/externalFile.ts';
import { checkExternalBounds } from './tensor/readStoredTensor.ts';
import { type StoredTensor } from './tensor/storedTensor.ts';
import { FileWindow } from './wire/fileWindow.ts';

/** A protobuf message cannot be larger: lengths are signed 32-bit numbers in its implementations. */
const maxProtobufBytes = 2 ** 31 - 1;

/**
 * Opens an .onnx file: its structure in memory (read without touching the weights), its weights on disk. Calls of functions
 * defined inside the model are replaced by their bodies, and fused and quantised layers taken apart. Close it after use.
 * Throws UserError, one sentence naming the file, when it is missing, no file, empty, larger than protobuf allows, truncated
 * or otherwise not a valid ONNX model, and when its external data is missing or lies outside its folder.
 */
export async function openModel(path: string): Promise<Model> {
  const bytes = await fileSize(path);
  const handle = await orUserError(path, open(path, 'r'));
  try {
    const window = new FileWindow(handle.fd, bytes);
    refuseOtherFormats(path, window);
    const content = readModelContent(window);
    const externalFiles = await checkExternalFiles(path, content.tensors);
    const location = await dataLocation(path, externalFiles.length > 0);
    const file: ModelFile = { path: resolve(path), handle, bytes, externalFiles, ...location };
    return expandQuantised(expandFusions(inlineFunctions(new OpenedModel(file, content, window))));
  } catch (error) {
    await handle.close();
    throw asUserError(path, error);
  }
}

/** External data lies beside the path that was asked for; the file itself may lie elsewhere, when that path is a link. */
async function dataLocation(
  path: string,
  hasExternalFiles: boolean,
): Promise<Pick<ModelFile, 'dataFolder' | 'ownLocation'>> {
  const real = await realpath(path);
  const dataFolder = hasExternalFiles ? await realpath(dirname(path)) : dirname(real);
  const isThere = join(dataFolder, basename(real)) === real;
  return { dataFolder, ownLocation: isThere ? basename(real) : undefined };
}

/** Asked before opening: opening a named pipe would wait for a writer. */
async function fileSize(path: string): Promise<number> {
  const found = await orUserError(path, stat(path));
  if (!found.isFile()) throw new UserError(`${path} is not a file: name the .onnx file itself.`);
  if (found.size === 0) throw new UserError(`${path} is empty: export or download it again.`);
  if (found.size > maxProtobufBytes) {
    const gigabytes = (found.size / 2 ** 30).toFixed(1);
    throw new UserError(
      `${path} has ${gigabytes} GB, but an .onnx file ends at 2 GB and keeps larger weights as external data: save it again with save_as_external_data.`,
    );
  }
  return found.size;
}

const gitLfsPrefix = 'version https://git-lfs';

function refuseOtherFormats(path: string, window: FileWindow): void {
  const start = window.bytes(0, Math.min(window.size, gitLfsPrefix.length));
  if (new TextDecoder().decode(start) === gitLfsPrefix) {
    throw new UserError(`${path} is a Git LFS pointer, not the model itself: run "git lfs pull".`);
  }
}

/** Locations of all external data, each proved to be readable and long enough before anything relies on it. */
async function checkExternalFiles(
  path: string,
  tensors: readonly StoredTensor[],
): Promise<string[]> {
  const sizes = new Map<string, number>();
  for (const tensor of tensors) {
    const { storage } = tensor;
    if (storage.kind !== 'external') continue;
    let bytes = sizes.get(storage.location);
    if (bytes === undefined) {
      bytes = (await externalFile(path, tensor.ref.name, storage.location)).bytes;
      sizes.set(storage.location, bytes);
    }
    checkExternalBounds(tensor, bytes);
  }
  return [...sizes.keys()];
}
