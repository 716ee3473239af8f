import { strict as assert } from 'node:assert';
import type { PiecewiseLinearMap } from '../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { sharedPath } from '../../../support/sharedData.ts';

/** State of every unit at many points, found without any of the path's code: one string a point. */
async function patterns(line: PiecewiseLinearMap, t: Float64Array): Promise<string[]> {
  const found = Array.from(t, () => '');
  for (const [index, site] of line.sites.entries()) {
    const z = await line.evaluate(t, t.length, index);
    const rule = site.switch;
    for (let row = 0; row < t.length; row++) {
      const values = z.subarray(row * site.width, (row + 1) * site.width);
      if (rule.kind === 'thresholds') {
        found[row] += Array.from(
          values,
          (value) => rule.thresholds.filter((c) => value > c).length,
        ).join('');
        continue;
      }
      for (let start = 0; start < rule.members.length; start += rule.size) {
        const members = [...rule.members.subarray(start, start + rule.size)];
        const best = Math.max(...members.map((member) => values[member]));
        // All-zero windows after a ReLU share one code.
        found[row] += best === 0 ? 'z' : members.findIndex((member) => values[member] === best);
      }
    }
  }
  return found;
}

/** Bends between neighbouring samples with different patterns, narrowed down together by bisection. */
async function scannedKnots(line: PiecewiseLinearMap, steps: number): Promise<number[]> {
  const grid = Float64Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const onGrid = await patterns(line, grid);
  let intervals = onGrid
    .slice(1)
    .flatMap((pattern, i) =>
      pattern === onGrid[i]
        ? []
        : [{ low: grid[i], high: grid[i + 1], lowPattern: onGrid[i], highPattern: pattern }],
    );
  for (let round = 0; round < 30; round++) {
    const middles = Float64Array.from(intervals, ({ low, high }) => (low + high) / 2);
    const found = await patterns(line, middles);
    intervals = intervals.flatMap((interval, i) => {
      const middle = middles[i];
      const halves = [
        { ...interval, high: middle, highPattern: found[i] },
        { ...interval, low: middle, lowPattern: found[i] },
      ];
      return halves.filter((half) => half.lowPattern !== half.highPattern);
    });
  }
  return intervals.map(({ low, high }) => (low + high) / 2);
}

const models = [
  { file: 'resnet_2b.onnx', step: 0.02, trials: 1 },
  { file: 'Convnet_maxpool.onnx', step: 0.001, trials: 1 },
  { file: 'cifar10_small.onnx', step: 0.01, trials: 2 },
  { file: 'ACASXU_run2a_1_1_batch_2000.onnx', step: 1, trials: 10 },
  { file: 'mnist_relu_9_200.onnx', step: 0.3, trials: 1 },
];

describe('exactPath on the shared models', () => {
  for (const { file, step, trials } of models) {
    it(`finds on ${file} the bends that a dense scan of patterns and bisection finds`, async function () {
      const path = sharedPath('models', file);
      if (path === undefined) return this.skip();
      const model = await openModel(path);
      const network = await Float64Network.open(model, await analyseStructure(model));
      try {
        const rng = randomGenerator(17);
        for (let trial = 0; trial < trials; trial++) {
          const from = Float64Array.from(
            { length: network.inputLength },
            () => rng.uniform() - 0.5,
          );
          const to = from.map(() => step * (rng.uniform() - 0.5));
          const line = await network.restrict(from, [to]);
          const exact = (await exactPath(line)).knots.slice(1, -1).map(({ t }) => t);
          const scanned = await scannedKnots(line, 200);
          await line.close();
          // Two bends between two samples may undo each other, so a scan can only miss some.
          for (const t of scanned) {
            assert.ok(
              exact.some((knot) => Math.abs(knot - t) < 1e-8),
              `trial ${trial}: no knot at ${t}`,
            );
          }
          assert.ok(
            exact.length > 0 && scanned.length >= 0.95 * exact.length,
            `${scanned.length} of ${exact.length}`,
          );
        }
      } finally {
        await network.close();
        await model.close();
      }
    }).timeout(60_000);
  }
});
