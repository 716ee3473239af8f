import type { Dataset } from '../../src/datasets/dataset.ts';
import { sharedPath } from '../support/sharedData.ts';
import { openCifarTest, openMnist } from '../support/sharedSamples.ts';
import type { BenchRow } from './benchRow.ts';
import { statisticsCost } from './statisticsCost.ts';

const options = { chunkSizes: [64, 128, 256, 512, 1024], rounds: 31 };

/** Activation statistics of all sites against bare batched inference of the same samples; [] without ../shared. */
export async function run(): Promise<BenchRow[]> {
  return [
    ...(await compare('mnist-net_256x2.onnx', openMnist('t10k', 10000))),
    ...(await compare('resnet_2b.onnx', openCifarTest())),
  ];
}

async function compare(file: string, opening: Promise<Dataset> | undefined): Promise<BenchRow[]> {
  const path = sharedPath('models', file);
  const dataset = await opening;
  if (path === undefined || dataset === undefined) return [];
  const { rows } = dataset;
  const samples = await dataset.read(0, rows);
  await dataset.close();
  return statisticsCost(path, file, samples, rows, options);
}
