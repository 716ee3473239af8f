import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partitionPlane } from '../../src/engine/regions/partition/partitionPlane.ts';
import { squareWindow } from '../../src/engine/regions/partition/window.ts';
import type { BenchRow } from './benchRow.ts';
import { growthPlot, type GrowthPoint, type GrowthSeries } from './growthPlot.ts';
import { withRandomNetwork } from './randomNetwork.ts';

interface Measured extends GrowthPoint {
  readonly row: BenchRow;
  /** Milliseconds a million pairs of a cell and a unit of the layer that cuts it. */
  readonly perPair: number;
}

const axes = [Float64Array.of(1, 0), Float64Array.of(0, 1)];

function measure(
  what: string,
  size: number,
  hidden: readonly number[],
  half: number,
): Promise<Measured> {
  return withRandomNetwork(hidden, async (network) => {
    const plane = await network.restrict(new Float64Array(2), axes);
    const start = performance.now();
    const { regionsAfter } = await partitionPlane(plane, squareWindow(half));
    const ms = performance.now() - start;
    await plane.close();
    const cellsBefore = [1, ...regionsAfter.slice(0, -1)];
    const pairs = hidden.reduce((sum, width, layer) => sum + width * cellsBefore[layer], 0);
    const megabytes = process.resourceUsage().maxRSS / 1024;
    const perPair = ms / (pairs / 1e6);
    const text = `${what} ${size}: ${regionsAfter.join(' → ')} regions, peak ${Math.round(megabytes)} MB, ${perPair.toPrecision(3)} ms a million cells × units`;
    return { size, ms, megabytes, perPair, row: { name: text, value: ms, unit: 'ms' } };
  });
}

/** Smallest first: the peak is the process's. */
async function series(
  title: string,
  sizes: readonly number[],
  measureOne: (size: number) => Promise<Measured>,
): Promise<GrowthSeries & { readonly rows: readonly BenchRow[] }> {
  const points: Measured[] = [];
  for (const size of sizes) points.push(await measureOne(size));
  const [first] = points;
  return { title, points, rows: points.map(({ row, ms }) => ({ ...row, ratio: ms / first.ms })) };
}

/**
 * How exact slices of [−1, 1]² grow with the side of the window, the depth and the width of random networks; ratios are to the smallest
 * of a series. Time should stay proportional to cells × units of the layer that cuts them. The bars are times on one logarithmic axis;
 * .cache/bench/sliceGrowth.svg has time and peak memory as curves.
 */
export async function run(): Promise<BenchRow[]> {
  await measure('warm-up', 64, [128, 128, 64], 1);
  const all = [
    await series('window side, 64 × 3', [0.5, 1, 2, 4], (side) =>
      measure('window side', side, [64, 64, 64], side / 2),
    ),
    await series('depth, width 64', [2, 3, 4, 5, 6], (depth) =>
      measure('depth', depth, new Array<number>(depth).fill(64), 1),
    ),
    await series('width, depth 2', [64, 128, 256, 512], (width) =>
      measure('width', width, [width, width], 1),
    ),
  ];
  const folder = join(import.meta.dirname, '..', '..', '.cache', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sliceGrowth.svg'), growthPlot(all));
  return withBars(all.flatMap(({ rows }) => rows));
}

/** Bars from the shortest time to the longest, logarithmic. */
function withBars(rows: readonly BenchRow[]): BenchRow[] {
  const logs = rows.map(({ value }) => Math.log(value));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return rows.map((row, i) => ({ ...row, bar: high > low ? (logs[i]! - low) / (high - low) : 0 }));
}
