// A million rows of 256 float32 numbers, a gigabyte, read from disk in blocks: the peak memory in the heading is the point.
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseHull, type HullRequest, type HullResult } from '../../src/analysis/hull.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { npyHeader } from '../support/npyHeader.ts';
import type { BenchRow } from './benchRow.ts';

const trainRows = 1_000_000;
const testRows = 100;
const columns = 256;
/** Directions along which rows really vary; the rest is noise of a twentieth. */
const factors = 16;
const blockRows = 10_000;

/** Needs a gigabyte of disk in the temporary folder. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-bench-'));
  try {
    const train = join(folder, 'train.npy');
    const test = join(folder, 'test.npy');
    await writeRows(train, trainRows, 1);
    await writeRows(test, testRows, 2);
    const request = { train: { samples: train }, test: { samples: test }, preprocess: {} };
    const certificates = join(folder, 'certificates.json');
    return [
      ...(await timed('verdicts', { ...request, distance: false })),
      ...(await timed('ten components, distances, certificates', {
        ...request,
        components: 10,
        distance: true,
        certificates,
      })),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function timed(what: string, request: HullRequest): Promise<BenchRow[]> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { hull }: HullResult = await analyseHull(request, silentProgress);
  const { user, system } = process.cpuUsage(cpu);
  const name = `10^6 × 256 from disk, ${testRows} ${what}`;
  const unit = `of ${testRows}`;
  return [
    { name, value: (performance.now() - start) / 1000, unit: 's' },
    { name: `${name}: processor time`, value: (user + system) / 1e6, unit: 's' },
    { name: `${name}: inside`, value: hull.inside, unit },
    { name: `${name}: undecided`, value: hull.undecided, unit },
    {
      name: `${name}: peak memory so far`,
      value: process.resourceUsage().maxRSS / 1e6,
      unit: 'GB',
    },
  ];
}

/** The same factors for every seed, so that both files come from one distribution. */
async function writeRows(path: string, rows: number, seed: number): Promise<void> {
  const loadings = Float32Array.from({ length: factors * columns }, normals(0));
  const normal = normals(seed);
  const file = await open(path, 'w');
  await file.write(npyHeader([rows, columns]));
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    const block = new Float32Array(count * columns);
    for (let i = 0; i < count; i++) {
      const own = Float32Array.from({ length: factors }, normal);
      for (let k = 0; k < columns; k++) {
        let sum = 0.05 * normal();
        for (let f = 0; f < factors; f++) sum += own[f] * loadings[f * columns + k];
        block[i * columns + k] = sum;
      }
    }
    await file.write(new Uint8Array(block.buffer));
  }
  await file.close();
}

function normals(seed: number): () => number {
  const rng = randomGenerator(seed);
  return () => rng.normal();
}
