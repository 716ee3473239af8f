import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import type { BenchRow } from './benchRow.ts';
import { type ConvNetShape, convNetBytes } from './randomConvNet.ts';
import { statisticsCost } from './statisticsCost.ts';

/** Networks of 50 layers, and the same with other numbers of samples, channels and layers: what does the cost grow with? */
const resnet: ConvNetShape = { kind: 'resnet', depth: 50, channels: 32, side: 8 };
const mobilenet: ConvNetShape = { kind: 'mobilenet', depth: 50, channels: 32, side: 8 };
const cases: readonly { readonly shape: ConvNetShape; readonly rows: number }[] = [
  { shape: resnet, rows: 64 },
  { shape: mobilenet, rows: 64 },
  { shape: resnet, rows: 256 },
  { shape: { ...resnet, channels: 64 }, rows: 64 },
  { shape: { ...resnet, depth: 100 }, rows: 64 },
];
const options = { chunkSizes: [16, 64], rounds: 4 };

/** Activation statistics of deep convolutional networks, every switching layer tapped, against bare batched inference. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'model-geometry-bench-'));
  const rows: BenchRow[] = [];
  try {
    for (const { shape, rows: count } of cases) {
      const { kind, depth, channels, side } = shape;
      const path = join(folder, `${kind}.onnx`);
      await writeFile(path, convNetBytes(shape));
      const rng = randomGenerator(count);
      const samples = Float32Array.from({ length: count * 3 * side * side }, () => rng.normal());
      const name = `${kind}, ${String(depth)} layers of ${String(channels)} channels`;
      rows.push(...(await statisticsCost(path, name, samples, count, options)));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}
