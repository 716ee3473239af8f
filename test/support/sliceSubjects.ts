import { partitionPlane } from '../../src/engine/regions/partition/partitionPlane.ts';
import type { Partition } from '../../src/engine/regions/partition/assemblePartition.ts';
import type { PiecewiseLinearMap } from '../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { squareWindow } from '../../src/engine/regions/partition/window.ts';
import { type AnchorPlane, anchorPlane } from '../../src/engine/regions/slice/anchorPlane.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { matchToInput } from '../../src/datasets/matchToInput.ts';
import { openDataset } from '../../src/datasets/openDataset.ts';
import { openCifarTest, openMnist } from './sharedSamples.ts';
import { sharedPath } from './sharedData.ts';

/** A real network whose slices have no published counts: a small window through test samples 0, 1, 2. */
export interface SliceSubject {
  readonly file: string;
  /** Margin of the window: near −1 for a small one. */
  readonly margin: number;
}

export const sliceSubjects: readonly SliceSubject[] = [
  { file: 'resnet_2b.onnx', margin: -0.98 },
  { file: 'Convnet_maxpool.onnx', margin: -0.95 },
  { file: 'cifar10_small.onnx', margin: -0.96 },
];

/** A partition with the network it is of. */
export interface SlicedNetwork {
  readonly network: Float64Network;
  readonly plane: AnchorPlane;
  readonly map: PiecewiseLinearMap;
  readonly partition: Partition;
}

/** Cuts the window and calls `use`; `undefined` without ../shared. */
export async function withSlice<T>(
  { file, margin }: SliceSubject,
  use: (slice: SlicedNetwork) => Promise<T>,
): Promise<T | undefined> {
  const path = sharedPath('models', file);
  const points = await firstSamples(file);
  if (path === undefined || !points) return undefined;
  const model = await openModel(path);
  const network = await Float64Network.open(model, await analyseStructure(model));
  try {
    const plane = anchorPlane(points, margin);
    const map = await network.restrict(plane.origin, plane.axes);
    try {
      const partition = await partitionPlane(map, squareWindow(plane.half));
      return await use({ network, plane, map, partition });
    } finally {
      await map.close();
    }
  } finally {
    await network.close();
    await model.close();
  }
}

async function firstSamples(
  file: string,
): Promise<[Float64Array, Float64Array, Float64Array] | undefined> {
  const dataset = await openSamples(file);
  if (!dataset) return undefined;
  try {
    // The TensorFlow export takes channels last.
    const arranged =
      file === 'cifar10_small.onnx' ? matchToInput(dataset, [32, 32, 3], {}) : dataset;
    const row = async (i: number) => Float64Array.from(await arranged.read(i, i + 1));
    return [await row(0), await row(1), await row(2)];
  } finally {
    await dataset.close();
  }
}

function openSamples(file: string): ReturnType<typeof openDataset> | undefined {
  if (file === 'Convnet_maxpool.onnx') return openMnist('t10k', 3);
  if (file === 'resnet_2b.onnx') return openCifarTest();
  const path = sharedPath('data', 'cifar10', 'test-1000.npz');
  return path === undefined
    ? undefined
    : openDataset(`${path}#images`, { preprocess: { scale: 255 } });
}
