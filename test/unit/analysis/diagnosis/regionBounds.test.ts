import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { regionBounds } from '../../../../src/analysis/diagnosis/regionBounds.ts';
import { openFed } from '../../../../src/analysis/diagnosis/openFed.ts';
import { inspectModel } from '../../../../src/analysis/diagnosis/subject.ts';
import { PatternCensus } from '../../../../src/engine/regions/patternCensus.ts';
import { serraUpperBound } from '../../../../src/engine/regions/regionBounds.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import type { RegionBounds } from '../../../../src/report/report.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { sharedDiagnosis } from '../../../support/sharedDiagnosis.ts';
import { sharedPath } from '../../../support/sharedData.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');

/** Bounds beside the patterns of a few seeded random inputs, without the rest of a report. */
async function boundsOf(path: string): Promise<RegionBounds | undefined> {
  const model = await openModel(path);
  try {
    const { fed, sides } = await openFed(model, { model: path });
    const subject = await inspectModel(fed);
    const { random, sampleShape } = sides;
    const taps = subject.structure.sites.map((site) => ({ site, counts: false, codes: true }));
    const { structure } = subject;
    const options = { structure, sampleShape: sampleShape!, taps, values: [], logits: false };
    const runner = await createRunner(fed.model, options);
    try {
      const census = new PatternCensus(runner.siteLayouts.map(({ wordsPerRow }) => wordsPerRow));
      const { sites } = await runner.run(await random!.read(0, 100), 100);
      census.addSamples(
        sites.map(({ codes }) => codes!),
        100,
      );
      return regionBounds(subject, runner, census.results());
    } finally {
      await runner.close();
    }
  } finally {
    await model.close();
  }
}

function assertOrdered({ layers }: RegionBounds): void {
  let before = 0;
  for (const { layer, measured, upper } of layers) {
    assert.ok(measured <= upper + 1e-12, `${layer}: 10^${measured} regions, at most 10^${upper}`);
    assert.ok(measured >= before, layer);
    before = measured;
  }
}

describe('bounds on the number of regions', () => {
  for (const [name, widths] of [
    ['N33', [3, 3]],
    ['N44', [4, 4]],
    ['N555', [5, 5, 5]],
  ] as const) {
    it(`are Serra's for the chain of layers ${name}, and hold`, async () => {
      const bounds = (await boundsOf(join(fixtures, `spec-${name}.onnx`)))!;
      assert.equal(bounds.bound, 'chain');
      assert.equal(bounds.inputDimension, 2);
      assertOrdered(bounds);
      bounds.layers.forEach(({ upper }, layer) => {
        const exact = Number(serraUpperBound(2, widths.slice(0, layer + 1)));
        assert.ok(Math.abs(10 ** upper - exact) <= 1e-9 * exact);
      });
    });
  }

  it('are those of any network where sums skip layers', async () => {
    const bounds = (await boundsOf(join(fixtures, 'residual-sums.onnx')))!;
    assert.equal(bounds.bound, 'product');
    assertOrdered(bounds);
  });

  it('count the pairs of inputs that a pool compares', async () => {
    const bounds = (await boundsOf(join(fixtures, 'max-pools.onnx')))!;
    assert.equal(bounds.bound, 'product');
    assertOrdered(bounds);
  });

  it('hold for the bundled sample on its data', async () => {
    const request = { ...digitsRequest, parts: ['regions' as const] };
    const bounds = (await sharedDiagnosis(request)).regions!.bounds!;
    assert.equal(bounds.bound, 'chain');
    assert.deepEqual(
      bounds.layers.map(({ hyperplanes }) => hyperplanes),
      [512, 512, 64, 32],
    );
    assertOrdered(bounds);
  });

  it('are not there for a model with a smooth unit', async () => {
    assert.equal(await boundsOf(join(fixtures, 'smooth-units.onnx')), undefined);
  });

  for (const [name, bound] of [
    ['resnet_2b.onnx', 'product'],
    ['Convnet_maxpool.onnx', 'product'],
    ['mnist_relu_9_200.onnx', 'chain'],
  ] as const) {
    it(`hold for random inputs of ${name}`, async function () {
      const model = sharedPath('models', name);
      if (model === undefined) return this.skip();
      const bounds = (await boundsOf(model))!;
      assert.equal(bounds.bound, bound);
      assertOrdered(bounds);
    });
  }
});
