import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { inspectModel } from '../../../../src/analysis/diagnosis/subject.ts';
import { openScoreFunction } from '../../../../src/analysis/functionChecks/openScoreFunction.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import { gaussianCloud } from '../../../support/randomClouds.ts';
import { sharedPath } from '../../../support/sharedData.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

async function checksOf(request: Parameters<typeof diagnose>[0]) {
  const asked = { ...request, parts: ['extrapolation' as const], spaces: ['pca:3'] };
  return (await diagnose(asked, silentProgress)).extrapolation!.functionChecks!;
}

describe('checking the function of a model', () => {
  it('is exact for a piecewise-linear model, on images with tangents and augmentations', async () => {
    const { exactness, tangents, augmentations, mixup, saliency } = await checksOf(digitsRequest);
    assert.equal(exactness, 'exact');
    assert.deepEqual(
      tangents!.map(({ name }) => name),
      augmentations!.map(({ name }) => name),
    );
    assert.ok(tangents!.every(({ ratio }) => ratio > 0 && ratio < 64));
    // All images lie outside the hull of their like, so do their changed copies.
    assert.ok(augmentations!.every(({ outside, samples }) => outside === samples));
    assert.ok(mixup.gap!.min >= 0 && mixup.sameClass && mixup.otherClass);
    assert.ok(saliency!.effectiveColumns.max <= 64 && saliency!.fraction.max <= 1);
  });

  it('evaluates the twin as the model itself does', async () => {
    const model = await openModel(digitsRequest.model);
    const subject = await inspectModel({ model, input: model.graph.inputs[0], limits: [] });
    const shape = [1, 8, 8];
    const scores = await openScoreFunction(subject, shape, undefined);
    const { structure } = subject;
    const options = { structure, sampleShape: shape, taps: [], values: [], logits: true };
    const runner = await createRunner(model, options);
    const points = gaussianCloud(randomGenerator(1), 20, 64);
    const { data } = await scores.evaluate(points);
    const { logits } = await runner.run(Float32Array.from(points.data), 20);
    await runner.close();
    await scores.close();
    await model.close();
    data.forEach((score, i) => {
      assert.ok(Math.abs(score - logits![i]) < 1e-3 * Math.max(1, Math.abs(score)));
    });
  });

  it('is an estimate for a smooth model', async function () {
    const model = sharedPath('models', 'ffnnSIGMOID__Point_6x200.onnx');
    const images = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
    if (!model || !images) return this.skip();
    const data = { samples: images, limit: 50 };
    const { exactness, tangents, mixup } = await checksOf({
      model,
      train: data,
      test: data,
      preprocess: { scale: 255 },
    });
    assert.equal(exactness, 'estimate');
    assert.equal(tangents!.length, 5);
    assert.equal(mixup.sameClass, undefined);
  });
});
