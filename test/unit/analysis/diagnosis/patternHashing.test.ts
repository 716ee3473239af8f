import { strict as assert } from 'node:assert';
import { openFed } from '../../../../src/analysis/diagnosis/openFed.ts';
import { closeSides } from '../../../../src/analysis/diagnosis/openSides.ts';
import { patternHashing } from '../../../../src/analysis/diagnosis/patternHashing.ts';
import { inspectModel, type Subject } from '../../../../src/analysis/diagnosis/subject.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { untrainedModel } from '../../../../src/onnx/rewriting/untrainedModel.ts';
import type { PatternHashing } from '../../../../src/report/report.ts';
import type { DiagnoseRequest } from '../../../../src/protocol/analysis.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { sharedPath } from '../../../support/sharedData.ts';

async function hashingOf(
  request: DiagnoseRequest,
  change: (subject: Subject) => Promise<Subject> = (subject) => Promise.resolve(subject),
): Promise<PatternHashing | undefined> {
  const model = await openModel(request.model);
  try {
    const { fed, sides } = await openFed(model, request);
    const subject = await change(await inspectModel(fed));
    try {
      return await patternHashing({ subject, samples: (sides.test ?? sides.random)!, seed: 0 });
    } finally {
      await closeSides(sides);
    }
  } finally {
    await model.close();
  }
}

async function untrained(subject: Subject): Promise<Subject> {
  const { model, structure, input } = subject;
  const drawn = await untrainedModel(model, structure, input.name, randomGenerator(1));
  return { ...(await inspectModel({ model: drawn, input, limits: [] })), limits: [] };
}

describe('how patterns hash inputs', () => {
  it('is told of the dense layers alone, each with its pairs', async () => {
    const { layers, pairs } = (await hashingOf(digitsRequest))!;
    assert.deepEqual(
      layers.map(({ layer, units }) => [layer, units]),
      [
        ['dense1', 64],
        ['dense2', 32],
      ],
    );
    for (const { points, units } of layers) {
      assert.equal(points.length, pairs);
      for (const { angle, plainAngle, share } of points) {
        // Behind a ReLU no number is negative, so no angle is obtuse, and the bias as an input is not negative either.
        for (const each of [angle, plainAngle!]) assert.ok(each > 0 && each <= Math.PI / 2);
        assert.ok(Number.isInteger(Math.round(share * units * 1e6) / 1e6));
      }
    }
  });

  it('follows the law of random hyperplanes where weights are random', async function () {
    const model = sharedPath('models', 'mnist-net_256x2.onnx');
    const images = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
    const request =
      model === undefined || images === undefined
        ? digitsRequest
        : { model, test: { samples: images, limit: 500 }, preprocess: { scale: 255 } };
    for (const { layer, slope, units } of (await hashingOf(request, untrained))!.layers) {
      // Units are independent, pairs are not: about three standard errors of a binomial share of a fifth.
      assert.ok(Math.abs(slope - 1) < 6 / Math.sqrt(units), `${layer}: ${slope}`);
    }
  });

  it('is not told of a model without dense layers that switch', async () => {
    const fixture = 'test/fixtures/onnx/max-pools.onnx';
    const model = `${import.meta.dirname}/../../../../${fixture}`;
    assert.equal(await hashingOf({ model }), undefined);
  });
});
