import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

describe('a diagnosis of more training rows than may be held', function () {
  const request = {
    ...digitsRequest,
    train: { ...digitsRequest.train!, limit: 300 },
    test: { ...digitsRequest.test!, limit: 20 },
    spaces: ['input', 'pca:3', 'patch:4', 'pool:2', 'binary'],
    parts: ['extrapolation' as const],
  };

  it('reads them in blocks, with the same verdicts and a note on what is left out', async () => {
    const held = (await diagnose(request, silentProgress)).extrapolation!;
    // 300 rows of 3 and 4 numbers may be held, those of 16 and 64 not.
    const report = await diagnose({ ...request, held: 2000 }, silentProgress);
    assert.deepEqual(validateReport(report), []);
    const streamed = report.extrapolation!;
    assert.deepEqual(
      streamed.spaces.map(({ space, hull, box, dimensions }) => [
        space,
        hull.inside,
        hull.outside,
        box,
        dimensions!.affine,
      ]),
      held.spaces.map(({ space, hull, box, dimensions }) => [
        space,
        hull.inside,
        hull.outside,
        box,
        dimensions!.affine,
      ]),
    );
    for (const { space, ball, notes = [] } of streamed.spaces) {
      const inBlocks = notes.some((note) => /read in blocks.*use pca:K/.test(note));
      assert.equal(inBlocks, ['input', 'patch:4', 'binary'].includes(space), space);
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

  it('makes the values of layers and reads features in blocks too, with the same verdicts', async () => {
    const { train, test } = request;
    const asked = {
      ...request,
      train: { ...train, features: train.samples },
      test: { ...test, features: test.samples },
      spaces: ['features', 'layer:dense2', 'logits'],
    };
    const held = (await diagnose(asked, silentProgress)).extrapolation!;
    // 300 rows of 10 numbers may be held, those of 32 and 64 not.
    const report = await diagnose({ ...asked, held: 4000 }, silentProgress);
    assert.deepEqual(validateReport(report), []);
    const seen = ({ spaces }: typeof held) =>
      spaces.map(({ space, dimension, hull, box }) => [
        space,
        dimension,
        hull.inside,
        hull.outside,
        box.inside,
      ]);
    assert.deepEqual(seen(report.extrapolation!), seen(held));
    for (const { space, notes = [] } of report.extrapolation!.spaces) {
      assert.equal(
        notes.some((note) => note.includes('read in blocks')),
        space !== 'logits',
        space,
      );
    }
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
