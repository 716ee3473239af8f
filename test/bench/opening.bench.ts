import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../src/analysis/diagnose.ts';
import { inspectLayers } from '../../src/analysis/inspect/inspectLayers.ts';
import { inspectModel } from '../../src/analysis/inspect/inspectModel.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { initializer, modelBytes, node, value } from '../../src/onnx/schema/writeModel.ts';
import type { BenchRow } from './benchRow.ts';
import { mediansInTurns } from './mediansInTurns.ts';

const rounds = 5;
/** Layers of width × width: 100 MB, and 512 MB. */
const models = [
  { name: '100 MB', width: 2048, layers: 6 },
  { name: '512 MB', width: 4000, layers: 8 },
];

/** Opening large dense ReLU networks, and diagnosing the largest without data, with the process's peak memory so far. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'model-geometry-bench-'));
  const rows: BenchRow[] = [];
  try {
    for (const { name, width, layers } of models) {
      const path = join(folder, `${String(width)}.onnx`);
      await writeNetwork(path, width, layers);
      rows.push(...(await opening(path, name)));
    }
    const { name, width } = models.at(-1)!;
    rows.push(...(await diagnosing(join(folder, `${String(width)}.onnx`), name)));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function opening(path: string, name: string): Promise<BenchRow[]> {
  const structure = () => inspectModel({ model: path });
  const first = () => inspectLayers({ model: path, first: 0, count: 1 }, silentProgress);
  const [structureMs, firstMs] = await mediansInTurns([structure, first], rounds);
  return [
    { name: `${name}: structure`, value: structureMs!, unit: 'ms' },
    {
      name: `${name}: structure and weight statistics of the first layer`,
      value: structureMs! + firstMs!,
      unit: 'ms',
    },
    peakRow(name),
  ];
}

async function diagnosing(path: string, name: string): Promise<BenchRow[]> {
  const start = performance.now();
  await diagnose({ model: path }, silentProgress);
  const seconds = (performance.now() - start) / 1000;
  return [{ name: `${name}: diagnosis without data`, value: seconds, unit: 's' }, peakRow(name)];
}

function peakRow(name: string): BenchRow {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { name: `${name}: peak memory so far`, value: megabytes, unit: 'MB' };
}

/** A dense ReLU network of He weights; all its layers share their numbers, so that it is made in no time. */
async function writeNetwork(path: string, width: number, layers: number): Promise<void> {
  const rng = randomGenerator(width);
  const scale = Math.sqrt(2 / width);
  const weights = Float32Array.from({ length: width * width }, () => scale * rng.normal());
  const indices = Array.from({ length: layers }, (_, i) => i);
  const bytes = modelBytes({
    nodes: indices.flatMap((i) => [
      node('Gemm', [i === 0 ? 'x' : `h${String(i)}`, `w${String(i)}`], [`z${String(i)}`]),
      node('Relu', [`z${String(i)}`], [i === layers - 1 ? 'y' : `h${String(i + 1)}`]),
    ]),
    inputs: [value('x', 'float32', ['rows', width])],
    outputs: [value('y', 'float32', ['rows', width])],
    initializers: indices.map((i) =>
      initializer(`w${String(i)}`, 'float32', [width, width], weights),
    ),
  });
  await writeFile(path, bytes);
}
