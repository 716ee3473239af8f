import { type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../engine/userError.ts';
import { type FileStamp } from './fileStamp.ts';
import { type Model } from './model.ts';
import { readModelContent } from './modelContent.ts';
import { asUserError, orUserError } from './modelErrors.ts';
import { type ModelFile, OpenedModel } from './openedModel.ts';
import { expandFusions } from './rewriting/expandFusions.ts';
import { expandLinear } from './rewriting/expandLinear.ts';
import { expandQuantised } from './rewriting/expandQuantised.ts';
import { inlineFunctions } from './rewriting/inlineFunctions.ts';
import { type ExternalFile, externalFile } from './tensor/externalFile.ts';
import { checkExternalBounds } from './tensor/readStoredTensor.ts';
import { type StoredTensor } from './tensor/storedTensor.ts';
import { FileWindow } from './wire/fileWindow.ts';

/** A protobuf message cannot be larger: lengths are signed 32-bit numbers in its implementations. */
const maxProtobufBytes = 2 ** 31 - 1;

/**
 * Opens an .onnx file: its structure in memory (read without touching the weights), its weights on disk. Calls of functions
 * defined inside the model are replaced by their bodies, and fused, quantised and classical linear layers taken apart. Close it after use.
 * Throws UserError, one sentence naming the file, when it is missing, no file, empty, larger than protobuf allows, truncated
 * or otherwise not a valid ONNX model, and when its external data is missing or lies outside its folder.
 */
export async function openModel(path: string): Promise<Model> {
  await orUserError(path, stat(path)).then((found) => checkKind(path, found));
  const handle = await orUserError(path, open(path, 'r'));
  try {
    const stamp = await handle.stat();
    checkSize(path, stamp);
    const window = new FileWindow(handle.fd, stamp.size);
    refuseOtherFormats(path, window);
    const content = readModelContent(window);
    const externalFiles = await checkExternalFiles(path, content.tensors);
    const location = await dataLocation(path, externalFiles.size > 0);
    const file: ModelFile = { path: resolve(path), handle, stamp, externalFiles, ...location };
    const model = new OpenedModel(file, content, window);
    return expandQuantised(expandLinear(expandFusions(inlineFunctions(model))));
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
function checkKind(path: string, found: Stats): void {
  if (!found.isFile()) throw new UserError(`${path} is not a file: name the .onnx file itself.`);
}

function checkSize(path: string, { size }: FileStamp): void {
  if (size === 0) throw new UserError(`${path} is empty: export or download it again.`);
  if (size > maxProtobufBytes) {
    const gigabytes = (size / 2 ** 30).toFixed(1);
    throw new UserError(
      `${path} has ${gigabytes} GB, but an .onnx file ends at 2 GB and keeps larger weights as external data: save it again with save_as_external_data.`,
    );
  }
}

const gitLfsPrefix = 'version https://git-lfs';

function refuseOtherFormats(path: string, window: FileWindow): void {
  const start = window.bytes(0, Math.min(window.size, gitLfsPrefix.length));
  if (new TextDecoder().decode(start) === gitLfsPrefix) {
    throw new UserError(`${path} is a Git LFS pointer, not the model itself: run "git lfs pull".`);
  }
}

/** Files of all external data by location, each proved to be readable and long enough before anything relies on it. */
async function checkExternalFiles(
  path: string,
  tensors: readonly StoredTensor[],
): Promise<Map<string, ExternalFile>> {
  const files = new Map<string, ExternalFile>();
  for (const tensor of tensors) {
    const { storage } = tensor;
    if (storage.kind !== 'external') continue;
    const { location } = storage;
    const file = files.get(location) ?? (await externalFile(path, tensor.ref.name, location));
    files.set(location, file);
    checkExternalBounds(tensor, file.stamp.size);
  }
  return files;
}
