import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

describe('a diagnosis of more training rows than may be held', function () {
  const { train, test } = digitsRequest;
  const request = {
    ...digitsRequest,
    train: { ...train!, features: train!.samples, limit: 300 },
    test: { ...test!, features: test!.samples, limit: 20 },
    spaces: ['input', 'pca:3', 'patch:4', 'pool:2', 'binary', 'features', 'layer:dense2', 'logits'],
    parts: ['extrapolation' as const],
  };

  it('reads rows, features and values of layers in blocks, with the same verdicts and a note on what is left out', async () => {
    const held = (await diagnose(request, silentProgress)).extrapolation!;
    // 300 rows of 3, 4 and 10 numbers may be held, those of 16, 32 and 64 not.
    const report = await diagnose({ ...request, held: 4000 }, silentProgress);
    assert.deepEqual(validateReport(report), []);
    const streamed = report.extrapolation!;
    assert.deepEqual(
      streamed.spaces.map(({ space, dimension, hull, box, dimensions }) => [
        space,
        dimension,
        hull.inside,
        hull.outside,
        box,
        dimensions!.affine,
      ]),
      held.spaces.map(({ space, dimension, hull, box, dimensions }) => [
        space,
        dimension,
        hull.inside,
        hull.outside,
        box,
        dimensions!.affine,
      ]),
    );
    for (const { space, ball, notes = [] } of streamed.spaces) {
      const inBlocks = notes.some((note) => /read in blocks.*use pca:K/.test(note));
      assert.equal(inBlocks, !['pca:3', 'pool:2', 'logits'].includes(space), space);
      assert.equal(ball === undefined, inBlocks, space);
    }
    const reach = (section: typeof held) =>
      section.functionChecks!.augmentations!.map(({ name, outside, growth }) => [
        name,
        outside,
        growth!.affine,
      ]);
    assert.deepEqual(reach(streamed), reach(held));
  });

  it('sweeps where that is asked for', async () => {
    const train = { ...request.train, limit: 150 };
    const asked = { ...request, train, spaces: ['input'], sweep: true };
    const held = await diagnose(asked, silentProgress);
    assert.deepEqual(validateReport(held), []);
    const { curves } = held.extrapolation!.sweep!;
    assert.deepEqual(
      curves.map(({ kind }) => kind),
      ['patch', 'pool', 'pca', 'train', 'layer'],
    );
    const [input] = held.extrapolation!.spaces;
    assert.equal(curves.at(-1)!.points[0].inside, input.hull.inside);
  });

  it('gives verdicts alone when it is ended early, and says which spaces were not begun', async () => {
    const progress = { ...silentProgress, isOver: () => true };
    const { extrapolation, model } = await diagnose(request, progress);
    assert.ok(model.limits.some(({ effect }) => effect.startsWith('the run was ended early')));
    const [{ hull, notes }, ...others] = extrapolation!.spaces;
    assert.equal(hull.inside + hull.outside + hull.undecided, 20);
    assert.match(notes![0], /ended early/);
    assert.deepEqual(others, []);
    const left = model.limits.find(({ effect }) => effect.startsWith('the run was ended before'))!;
    for (const space of request.spaces.slice(1)) assert.ok(left.effect.includes(space));
    assert.match(left.effect, /all 20 test samples are undecided/);
    assert.equal(extrapolation!.functionChecks, undefined);
  });
});
