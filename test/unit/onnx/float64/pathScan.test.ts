import { strict as assert } from 'node:assert';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { scannedKnots } from '../../../support/pathScan.ts';
import { sharedPath } from '../../../support/sharedData.ts';

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
    });
  }
});
