import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import {
  localComplexity,
  type LocalComplexityRequest,
} from '../../../../src/analysis/diagnosis/localComplexity.ts';
import { openFed } from '../../../../src/analysis/diagnosis/openFed.ts';
import { closeSides } from '../../../../src/analysis/diagnosis/openSides.ts';
import { inspectModel } from '../../../../src/analysis/diagnosis/subject.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomFrame } from '../../../../src/engine/regions/localComplexity.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../../../src/engine/stats/sampleWithoutReplacement.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import type { DiagnoseRequest } from '../../../../src/protocol/analysis.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { firstSiteCrossings } from '../../../support/firstSiteCrossings.ts';
import { mnistImages, mnistLayers } from '../../../support/mnistNet.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { endedEarly, sharedDiagnosis } from '../../../support/sharedDiagnosis.ts';
import { sharedPath } from '../../../support/sharedData.ts';

describe('the local complexity of a report', () => {
  it('is there for every layer of units, at a tenth of the distance between neighbours', async () => {
    const report = await sharedDiagnosis({ ...digitsRequest, parts: ['regions'] });
    assert.deepEqual(validateReport(report), []);
    const { layers, radius, points, directions, nearestDistance } =
      report.regions!.localComplexity!;
    assert.deepEqual(
      layers.map(({ layer }) => layer),
      report.regions!.layers.map(({ layer }) => layer),
    );
    assert.deepEqual([points, directions], [20, 10]);
    assert.ok(Math.abs(radius - 0.1 * nearestDistance!) < 1e-12);
  });

  it('counts at the first layer what the closed form counts from the weights', async function () {
    const model = sharedPath('models', 'mnist-net_256x2.onnx');
    const samples = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
    const images = mnistImages('t10k', 1000);
    const weights = mnistLayers();
    if (!model || !samples || !images || !weights) return this.skip();
    const test = { samples, limit: 1000 };
    const request = { model, test, preprocess: { scale: 255 }, parts: ['regions' as const] };
    const { regions } = await diagnose(request, endedEarly);
    const { radius, layers } = regions!.localComplexity!;
    const rng = randomGenerator(0);
    const chosen = sampleWithoutReplacement(rng, 50, 1000);
    const data = Float64Array.from(Array.from(chosen).flatMap((row) => [...images[row]]));
    const frame = randomFrame(784, 10, rng);
    const points = { rows: 50, columns: 784, data };
    const counts = firstSiteCrossings(weights[0], points, { radius, frame });
    const mean = counts.reduce((sum, count) => sum + count, 0) / 50;
    // One unit in 50 points × 256 may lie within float32's rounding of its boundary.
    assert.ok(Math.abs(layers[0].crossings.mean - mean) <= 0.021, `${mean}`);
    assert.ok(mean > 1);
  });

  it('grows with the radius, from nothing', async () => {
    await withRequest(digitsRequest, async (request) => {
      const sums: number[] = [];
      for (const share of [1e-6, 0.1, 1]) {
        const found = await localComplexity({ ...request, share }, silentProgress);
        sums.push(found!.layers.reduce((sum, { crossings }) => sum + crossings.mean, 0));
      }
      assert.ok(sums[0] < 0.5 && sums[1] > 5 && sums[2] > 2 * sums[1], String(sums));
    });
  });

  it('is absent where samples are equal or too few', async () => {
    await withRequest(digitsRequest, async (request) => {
      const read = (start: number, end: number) =>
        Promise.resolve(new Float32Array(64 * (end - start)));
      for (const change of [{ read }, { rows: 19 }]) {
        const samples = { ...request.samples, ...change };
        assert.equal(await localComplexity({ ...request, samples }, silentProgress), undefined);
      }
      assert.deepEqual(request.subject.limits, []);
    });
  });
});

async function withRequest(
  diagnosed: DiagnoseRequest,
  use: (request: LocalComplexityRequest) => Promise<void>,
): Promise<void> {
  const model = await openModel(diagnosed.model);
  const { fed, sides } = await openFed(model, diagnosed);
  const subject = await inspectModel(fed);
  const { structure } = subject;
  const taps = structure.sites.map((site) => ({ site, counts: false, codes: true }));
  const runner = await createRunner(model, { structure, taps, values: [], logits: false });
  try {
    await use({ subject, samples: sides.test!, taps, runner, seed: 0 });
  } finally {
    await runner.close();
    await closeSides(sides);
    await model.close();
  }
}
