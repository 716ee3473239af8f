import { join } from 'node:path';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';

const folder = join(import.meta.dirname, '..', '..', 'media', 'samples', 'digits');

/** A diagnosis of the bundled digits sample with all its data. */
export const digitsRequest: DiagnoseRequest = {
  model: join(folder, 'digits.onnx'),
  train: { samples: join(folder, 'train.npz#images'), labels: join(folder, 'train.npz#labels') },
  test: { samples: join(folder, 'test.npz#images'), labels: join(folder, 'test.npz#labels') },
  preprocess: { scale: 16 },
};
