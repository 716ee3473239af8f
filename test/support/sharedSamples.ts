import { openDataset } from '../../src/datasets/openDataset.ts';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { sharedPath } from './sharedData.ts';

/** MNIST images, pixels / 255; `undefined` without ../shared. Close after use. */
export function openMnist(set: 'train' | 't10k', limit: number): Promise<Dataset> | undefined {
  const path = sharedPath('data', 'mnist', `${set}-images-idx3-ubyte.gz`);
  return path === undefined ? undefined : openDataset(path, { preprocess: { scale: 255 }, limit });
}

/** The CIFAR-10 test images, normalised as `resnet_2b` wants them; `undefined` without ../shared. Close after use. */
export function openCifarTest(): Promise<Dataset> | undefined {
  const path = sharedPath('data', 'cifar10', 'test-1000.npz');
  const preprocess = {
    scale: 255,
    mean: [0.4914, 0.4822, 0.4465],
    std: [0.2471, 0.2435, 0.2616],
  };
  return path === undefined ? undefined : openDataset(path, { preprocess });
}
