import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import type { BenchRow } from './benchRow.ts';
import { growthPlot, type GrowthPoint, type GrowthSeries } from './growthPlot.ts';
import { type ConvNetShape, convNetBytes } from './randomConvNet.ts';
import { publishedConvNets } from './publishedConvNets.ts';
import { statisticsCost } from './statisticsCost.ts';

interface Case {
  /** What grows in the series of this case. */
  readonly size: number;
  readonly shape: ConvNetShape;
  readonly rows: number;
}

const resnet: ConvNetShape = { kind: 'resnet', depth: 50, channels: 32, side: 8 };
const mobilenet: ConvNetShape = { kind: 'mobilenet', depth: 50, channels: 32, side: 8 };
const rows = 64;
const series: readonly { readonly title: string; readonly cases: readonly Case[] }[] = [
  {
    title: 'samples, resnet 50 × 32',
    cases: [32, 64, 256].map((size) => ({ size, shape: resnet, rows: size })),
  },
  {
    title: 'channels, resnet 50',
    cases: [16, 64].map((size) => ({ size, shape: { ...resnet, channels: size }, rows })),
  },
  {
    title: 'layers, mobilenet × 32',
    cases: [25, 50, 100].map((size) => ({ size, shape: { ...mobilenet, depth: size }, rows })),
  },
];
const options = { chunkSizes: [16, 64], rounds: 4 };
const publishedRows = 4;
const publishedOptions = { chunkSizes: [1, 4], rounds: 5 };

/**
 * Activation statistics of deep convolutional networks, every switching layer tapped, against bare batched inference: small ones
 * that grow, and three of published size;
 * .cache/bench/deepStatistics.svg has the time and the peak memory against samples, channels and layers.
 */
export async function run(): Promise<BenchRow[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'model-geometry-bench-'));
  const lines: BenchRow[] = [];
  const plotted: GrowthSeries[] = [];
  try {
    for (const { title, cases } of series) {
      const points: GrowthPoint[] = [];
      for (const each of cases) {
        const measured = await measure(each, join(temporary, 'network.onnx'));
        lines.push(...measured);
        const megabytes = process.resourceUsage().maxRSS / 1024;
        points.push({ size: each.size, ms: measured[1]!.value, megabytes });
      }
      plotted.push({ title, points });
    }
    // By size, because the peak counts what came before, too.
    for (const name of ['MobileNetV2', 'ResNet-18', 'ResNet-50'] as const) {
      lines.push(...(await measurePublished(name, join(temporary, 'network.onnx'))));
    }
  } finally {
    await rm(temporary, { recursive: true });
  }
  const folder = join(import.meta.dirname, '..', '..', '.cache', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'deepStatistics.svg'), growthPlot(plotted));
  return lines;
}

async function measurePublished(
  name: keyof typeof publishedConvNets,
  path: string,
): Promise<BenchRow[]> {
  await writeFile(path, publishedConvNets[name]());
  const samples = normals(publishedRows * 3 * 224 * 224);
  const cost = await statisticsCost(path, name, samples, publishedRows, publishedOptions);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return [...cost, { name: `${name}: peak memory so far`, value: megabytes, unit: 'MB' }];
}

async function measure({ shape, rows: count }: Case, path: string): Promise<BenchRow[]> {
  const { kind, depth, channels, side } = shape;
  await writeFile(path, convNetBytes(shape));
  const samples = normals(count * 3 * side * side);
  const name = `${kind}, ${String(depth)} layers of ${String(channels)} channels`;
  return statisticsCost(path, name, samples, count, options);
}

function normals(length: number): Float32Array {
  const rng = randomGenerator(length);
  return Float32Array.from({ length }, () => rng.normal());
}
