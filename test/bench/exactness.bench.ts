import { exactPath } from '../../src/engine/regions/path/exactPath.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { checkPartition } from '../support/partitionCheck.ts';
import { patterns, scannedKnots } from '../support/pathScan.ts';
import { sharedPath } from '../support/sharedData.ts';
import { sliceSubjects, withSlice } from '../support/sliceSubjects.ts';
import type { BenchRow } from './benchRow.ts';

const points = 100_000;
const segments = 10_000;
/** Every so many segments are also bisected. */
const bisected = 20;

/** Random points of plane windows against forward passes through the whole input space. */
async function slices(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const subject of sliceSubjects) {
    const found = await withSlice(subject, async ({ network, plane, map, partition }) => ({
      cells: partition.cellStart.length - 1,
      ...(await checkPartition(network, plane, map, partition, points, randomGenerator(11))),
    }));
    if (!found) continue;
    const { cells, lost, brokenPatterns, mapError } = found;
    const name = `${subject.file}: ${cells} cells, ${points} points in none or with another pattern`;
    rows.push({ name, value: lost + brokenPatterns, unit: 'points' });
    rows.push({ name: `${subject.file}: largest error of a map`, value: mapError, unit: '' });
  }
  return rows;
}

/** Random segments of ACAS Xu's input box: one pattern on every piece and another on the next, and knots where bisection finds them. */
async function acasSegments(): Promise<BenchRow[]> {
  const path = sharedPath('models', 'ACASXU_run2a_1_1_batch_2000.onnx');
  if (path === undefined) return [];
  const model = await openModel(path);
  const network = await Float64Network.open(model, await analyseStructure(model));
  const rng = randomGenerator(29);
  const point = () => Float64Array.from({ length: network.inputLength }, () => rng.uniform() - 0.5);
  const counts = { pieces: 0, wrong: 0, scanned: 0, missed: 0 };
  for (let i = 0; i < segments; i++) {
    const from = point();
    const line = await network.restrict(
      from,
      [point()].map((to) => to.map((x, k) => x - from[k])),
    );
    const { knots, regions } = await exactPath(line);
    counts.pieces += regions;
    // A quarter and three quarters of the way along each piece.
    const inside = knots.slice(1).flatMap(({ t }, k) => {
      const start = knots[k].t;
      return [0.25, 0.75].map((share) => start + share * (t - start));
    });
    const found = await patterns(line, Float64Array.from(inside));
    for (let piece = 0; piece < regions; piece++) {
      const [own, end, next] = found.slice(2 * piece, 2 * piece + 3);
      if (own !== end || end === next) counts.wrong++;
    }
    if (i % bisected === 0) {
      for (const t of await scannedKnots(line, 200)) {
        counts.scanned++;
        if (!knots.some((knot) => Math.abs(knot.t - t) < 1e-8)) counts.missed++;
      }
    }
    await line.close();
  }
  await network.close();
  await model.close();
  const { pieces, wrong, scanned, missed } = counts;
  return [
    {
      name: `ACAS Xu, ${segments} segments, ${pieces} pieces: not of one pattern`,
      value: wrong,
      unit: 'pieces',
    },
    {
      name: `ACAS Xu, ${scanned} bends found by bisection: not among the knots`,
      value: missed,
      unit: 'bends',
    },
  ];
}

/** Exact results held against forward passes that know nothing of them; minutes long. */
export async function run(): Promise<BenchRow[]> {
  return [...(await acasSegments()), ...(await slices())];
}
