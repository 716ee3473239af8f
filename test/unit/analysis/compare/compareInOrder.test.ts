import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointsOf } from '../../../../src/analysis/compare/checkpointsOf.ts';
import { compareInOrder } from '../../../../src/analysis/compare/compareInOrder.ts';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { timelineView } from '../../../../src/report/comparison/timelineView.ts';
import type { ModelTimeline } from '../../../../src/report/comparison/modelTimeline.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

const sample = join(rootFolder, 'media', 'samples', 'digits');
const data = {
  train: { samples: join(sample, 'train.npz#images'), labels: join(sample, 'train.npz#labels') },
  test: { samples: join(sample, 'test.npz#images'), labels: join(sample, 'test.npz#labels') },
};

describe('compareInOrder', () => {
  const digits = join(sample, 'digits.onnx');
  let timeline: ModelTimeline;

  before(async function () {
    timeline = await compareInOrder({ ...data, models: [digits, digits, digits] }, silentProgress);
  });

  it('has figures for every model and a step between neighbours', () => {
    assert.equal(timeline.models.length, 3);
    assert.equal(timeline.steps.length, 2);
  });

  it('finds no step from a model to itself', () => {
    for (const step of timeline.steps) {
      assert.equal(step.exactness, 'exact');
      assert.equal(step.changedSamples, 0);
      assert.equal(step.decisions!.changed, 0);
    }
  });

  it('gives the figures that a diagnosis gives', async function () {
    const report = await diagnose(
      {
        ...data,
        model: digits,
        parts: ['hyperplanes', 'extrapolation'],
        spaces: ['logits', 'layer:dense2'],
      },
      silentProgress,
    );
    const [figures] = timeline.models;
    assert.equal(figures!.accuracy, report.data.test!.accuracy);
    assert.deepEqual(
      figures!.layers.map(({ layer, meanNorm, dead }) => [layer, meanNorm, dead]),
      report.hyperplanes!.layers.map(({ layer, norm, dead }) => [
        layer,
        norm.mean,
        dead?.count ?? null,
      ]),
    );
    const { hull } = report.extrapolation!.spaces[0]!;
    const { inside, outside, undecided } = figures!.scoreHull!;
    assert.deepEqual([inside, outside, undecided], [hull.inside, hull.outside, hull.undecided]);
    const layer = report.extrapolation!.spaces[1]!;
    assert.deepEqual(figures!.layerHulls, [
      {
        space: layer.space,
        inside: layer.hull.inside,
        outside: layer.hull.outside,
        undecided: layer.hull.undecided,
        insideFraction: layer.hull.insideFraction,
      },
    ]);
  });

  it('ends early with the first step, leaves the model under way, and counts what it did not reach', async () => {
    let stages = 0;
    const progress = {
      ...silentProgress,
      isOver: () => true,
      endable: () => (stages = 0),
      report: () => ++stages,
    };
    const test = { ...data.test, limit: 40 };
    const request = { ...data, test, models: [digits, digits, digits] };
    const ended = await compareInOrder(request, progress);
    // Of the third model not a stage was told.
    assert.equal(stages, 0);
    assert.deepEqual([ended.models.length, ended.steps.length, ended.notReached], [2, 1, 1]);
    const [figures] = ended.models;
    assert.equal(figures!.scoreHull!.undecided, 40);
    assert.match(
      timelineView(ended).subtitle,
      /40 test samples\. Ended early: 1 model not looked at, 160 hull verdicts undecided$/,
    );
  });

  it('refuses a single model', async () => {
    await assert.rejects(
      compareInOrder({ models: [digits] }, silentProgress),
      /two models or more/,
    );
  });

  describe('timelineView', () => {
    it('has a value a model in every curve, and the same numbers in the table', () => {
      const { curves, table, frames } = timelineView(timeline);
      assert.equal(frames.length, 2);
      assert.equal(table.rows.length, 3);
      for (const { values, texts } of curves) {
        assert.equal(values.length, 3);
        texts.forEach((text, i) => assert.ok(table.rows[i]!.some((cell) => cell.text === text)));
      }
    });

    it('says in words that nothing changed', () => {
      const [frame] = timelineView(timeline).frames;
      assert.deepEqual(frame!.sentences, [
        '0% of 400 test samples lie in another linear region.',
        'None of 400 are put into another class.',
      ]);
      const [, hyperplanes] = frame!.tables;
      assert.ok(hyperplanes!.rows.every((row) => row.slice(1, -1).every((cell) => !cell.value)));
      assert.ok(hyperplanes!.rows.every((row) => row.at(-1)!.text === 'exact'));
    });
  });
});

describe('checkpointsOf', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('refuses a folder with fewer than two models', async () => {
    await writeFile(join(folder, 'step10.onnx'), '');
    await assert.rejects(checkpointsOf(folder), /only one \.onnx file/);
  });

  it('orders checkpoints as people number them', async () => {
    await writeFile(join(folder, 'step9.onnx'), '');
    await writeFile(join(folder, 'step100.onnx'), '');
    await writeFile(join(folder, 'notes.txt'), '');
    assert.deepEqual(
      await checkpointsOf(folder),
      ['step9.onnx', 'step10.onnx', 'step100.onnx'].map((name) => join(folder, name)),
    );
  });
});
