import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNpy } from '../randomNpy.ts';

/**
 * A folder with the sample's model and so many rows of noise that a diagnosis takes long enough to be cancelled or killed.
 * Returns the model's path.
 */
export async function makeSlowModel(sample: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const model = join(folder, 'slow.onnx');
  await copyFile(join(sample, 'digits.onnx'), model);
  await writeFile(join(folder, 'train.npy'), randomNpy(100_000, 1));
  await writeFile(join(folder, 'test.npy'), randomNpy(20_000, 2));
  const models = {
    'slow.onnx': { train: { samples: 'train.npy' }, test: { samples: 'test.npy' } },
  };
  await writeFile(join(folder, 'model-geometry.json'), JSON.stringify({ models }));
  return model;
}
