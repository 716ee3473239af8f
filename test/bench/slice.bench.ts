import { performance } from 'node:perf_hooks';
import { partitionPlane } from '../../src/engine/regions/partition/partitionPlane.ts';
import {
  rectangleWindow,
  squareWindow,
  type Window,
} from '../../src/engine/regions/partition/window.ts';
import { exactPath } from '../../src/engine/regions/path/exactPath.ts';
import { anchorPlane } from '../../src/engine/regions/slice/anchorPlane.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { mnistImages } from '../support/mnistNet.ts';
import { openCifarTest } from '../support/sharedSamples.ts';
import { sharedPath } from '../support/sharedData.ts';
import type { BenchRow } from './benchRow.ts';

async function withNetwork(
  file: string,
  use: (network: Float64Network) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const path = sharedPath('models', file);
  if (path === undefined) return [];
  const model = await openModel(path);
  const network = await Float64Network.open(model, await analyseStructure(model));
  try {
    return await use(network);
  } finally {
    await network.close();
    await model.close();
  }
}

async function timedSlice(
  what: string,
  network: Float64Network,
  origin: Float64Array,
  axes: readonly Float64Array[],
  window: Window,
): Promise<BenchRow> {
  const plane = await network.restrict(origin, axes);
  try {
    const start = performance.now();
    const { regionsAfter } = await partitionPlane(plane, window);
    const ms = performance.now() - start;
    const regions = regionsAfter.at(-1) ?? 1;
    const name = `${what}: ${regionsAfter.join(' → ')} regions, ${((1000 * ms) / regions).toFixed(1)} µs each`;
    return { name, value: ms, unit: 'ms' };
  } finally {
    await plane.close();
  }
}

/** [−1, 1]² of the random networks: cold (first in the process) and warm where that matters. */
async function randomNetworks(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const name of ['64x2', '64x2', '128x2', '256x3', '512x3']) {
    const label = rows.length === 0 ? `${name}, first in the process` : name;
    rows.push(
      ...(await withNetwork(`random-mlp${name}_s0.onnx`, async (network) => {
        const axes = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
        const window = rectangleWindow(-1, -1, 1, 1);
        return [await timedSlice(`slice ${label}`, network, new Float64Array(2), axes, window)];
      })),
    );
  }
  return rows;
}

async function mnist(): Promise<BenchRow[]> {
  const images = mnistImages('t10k', 11);
  if (!images) return [];
  return withNetwork('mnist-net_256x2.onnx', async (network) => {
    const { origin, axes, half } = anchorPlane([images[0], images[1], images[2]], 0.25);
    const rows = [
      await timedSlice('slice mnist-net_256x2 0,1,2', network, origin, axes, squareWindow(half)),
    ];
    for (const again of ['', ', again']) {
      rows.push(
        await timedPath(`path mnist-net_256x2 7 to 8${again}`, network, images[7], images[8]),
      );
    }
    return rows;
  });
}

/** Between two normalised CIFAR-10 images. */
async function residualPath(): Promise<BenchRow[]> {
  const images = await openCifarTest();
  if (!images) return [];
  const [from, to] = [await images.read(0, 1), await images.read(1, 2)].map((row) =>
    Float64Array.from(row),
  );
  await images.close();
  return withNetwork('resnet_2b.onnx', async (network) => [
    await timedPath('path resnet_2b 0 to 1', network, from, to),
    await timedPath('path resnet_2b 0 to 1, again', network, from, to),
  ]);
}

async function timedPath(
  what: string,
  network: Float64Network,
  from: Float64Array,
  to: Float64Array,
): Promise<BenchRow> {
  const start = performance.now();
  const line = await network.restrict(from, [to.map((x, i) => x - from[i])]);
  const { regions } = await exactPath(line);
  const ms = performance.now() - start;
  await line.close();
  return { name: `${what}: ${regions} regions`, value: ms, unit: 'ms' };
}

/** Exact slices and paths. Reference on a quiet machine of this kind (regioncam, Rust, one thread): 64x2 32 ms, 128x2 260 ms, 256x3 9.4 s; 512x3 runs out of memory. */
export async function run(): Promise<BenchRow[]> {
  return [...(await randomNetworks()), ...(await mnist()), ...(await residualPath())];
}
