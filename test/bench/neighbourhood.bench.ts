import { performance } from 'node:perf_hooks';
import { classTargets } from '../../src/analysis/neighbourhood/classTargets.ts';
import { measureSamples } from '../../src/analysis/neighbourhood/measureSamples.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { mnistImages } from '../support/mnistNet.ts';
import { sharedPath } from '../support/sharedData.ts';
import type { BenchRow } from './benchRow.ts';

const samples = 1000;

/** In-radius and bounds on the distance to the decision boundary of MNIST images, from the opened model on. */
export async function run(): Promise<BenchRow[]> {
  const path = sharedPath('models', 'mnist-net_256x2.onnx');
  const images = mnistImages('t10k', samples);
  if (path === undefined || !images) return [];
  const model = await openModel(path);
  const network = await Float64Network.open(model, await analyseStructure(model));
  const read = (sample: number) =>
    Promise.resolve({ point: Float64Array.from(images[sample]), sample, label: null });
  const indices = Array.from({ length: samples }, (_, i) => i);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const targets = await classTargets(network, {
    rows: samples,
    read: (first, end) => Promise.resolve(images.slice(first, end).flatMap((row) => [...row])),
  });
  const options = { norm: 'euclidean', mostCells: 0, facets: 1, targets } as const;
  const found = await measureSamples(
    network,
    indices,
    read,
    { ...options, progress: silentProgress },
    ({ section }) => section.decision.upper,
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await network.close();
  await model.close();
  const bounded = found.filter((upper) => upper !== null).length;
  const what = `mnist-net_256x2, in-radius and decision distance of ${samples} images`;
  return [
    { name: `${what}, ${bounded} bounded above`, value: seconds, unit: 's' },
    { name: `${what}, processor time`, value: (user + system) / 1e6, unit: 's' },
  ];
}
