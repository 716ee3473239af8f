import { strict as assert } from 'node:assert';
import { summarise } from '../../../../src/engine/stats/summarise.ts';
import type { Comparison } from '../../../../src/report/comparison/comparison.ts';
import type { ModelFigures } from '../../../../src/report/comparison/modelTimeline.ts';
import { timelineView } from '../../../../src/report/comparison/timelineView.ts';

const model = (units: number): ModelFigures => ({
  path: '/runs/step.onnx',
  parameters: 10,
  samples: { set: 'test', count: 4 },
  accuracy: 0.5,
  problems: 0,
  layers: [
    {
      layer: 'dense',
      op: 'Gemm',
      units,
      fanIn: 4,
      meanNorm: 1,
      meanAbsCosine: 0.25,
      orthogonalityPenalty: 1,
      spectralNorm: 1,
      effectiveRank: 2,
      dead: 1,
      activationRate: 0.5,
    },
  ],
  scoreHull: null,
  layerHulls: [
    { space: 'layer:dense', inside: 1, outside: 2, undecided: 1, insideFraction: 0.25 },
    { space: 'layer:late', inside: 0, outside: 0, undecided: 4, insideFraction: 0 },
  ],
});

const step = (exactness: 'exact' | 'heuristic'): Comparison => ({
  first: 'a',
  second: 'b',
  samples: { set: 'test', count: 4 },
  sites: [
    {
      layer: 'act',
      secondLayer: 'act',
      op: 'Gelu',
      units: 3,
      exactness,
      flipRate: 0.5,
      changedSamples: 0.5,
      changedByDistance: null,
    },
  ],
  unmatched: { first: [], second: [] },
  exactness,
  changedSamples: 0.5,
  decisions: { changed: 1, samples: [0] },
  scoreDifference: summarise([1]),
  accuracy: null,
});

describe('timelineView of numbers that are not exact', () => {
  const view = timelineView({ models: [model(4), model(5000)], steps: [step('heuristic')] });
  const exactness = (label: string) =>
    view.curves.find((curve) => curve.label === label)?.exactness;

  it('marks each value by how it is known', () => {
    assert.deepEqual(exactness('Accuracy'), ['exact', 'exact']);
    // Beyond 4,096 units pairs are sampled.
    assert.deepEqual(exactness('Mean |cos| of units'), ['exact', 'estimate']);
    assert.deepEqual(exactness('Samples in another region than before'), ['exact', 'heuristic']);
  });

  it('calls a count of proved verdicts a lower bound while samples are undecided', () => {
    const bounds = exactness('Test samples inside the hull after dense');
    assert.deepEqual(bounds, ['certified-lower', 'certified-lower']);
    const open = exactness('Test samples inside the hull after late');
    assert.deepEqual(open, ['undecided', 'undecided']);
  });

  it('says the same in the tables and in words', () => {
    assert.equal(
      view.table.rows[1].at(-1)!.text,
      'estimate: Mean |cos|; lower bound: In hull, dense; undecided: In hull, late; heuristic: Other region',
    );
    const [drift] = view.frames[0].tables;
    assert.equal(drift.rows[0].at(-1)!.text, 'heuristic');
    assert.match(view.frames[0].sentences[0], /counting smooth units by their sign\.$/);
  });

  it('says "exact" once where every number is', () => {
    const exact = { ...model(4), layerHulls: [] };
    const { table, frames } = timelineView({ models: [exact, exact], steps: [step('exact')] });
    assert.deepEqual(
      table.rows.map((row) => row.at(-1)!.text),
      ['exact', 'exact'],
    );
    for (const { rows } of frames[0].tables) assert.equal(rows[0].at(-1)!.text, 'exact');
    assert.doesNotMatch(frames[0].sentences[0], /smooth/);
  });
});

describe('timelineView of outputs that are no class scores', () => {
  const withOutputs = (changes: Partial<Comparison>) =>
    timelineView({
      models: [
        { ...model(4), accuracy: null, error: 0.5 },
        { ...model(4), accuracy: null, error: 0.25 },
      ],
      steps: [{ ...step('exact'), relativeDifference: 0.25, ...changes }],
    });
  const labels = (changes: Partial<Comparison>) =>
    withOutputs(changes).curves.map(({ label }) => label);

  it('speaks of their difference and of errors instead of classes', () => {
    const { frames } = withOutputs({ outputs: 'numbers', decisions: null });
    const text = frames[0].sentences.join(' ');
    assert.doesNotMatch(text, /class|sign/);
    assert.match(text, /Outputs differ by 25% of the first model’s root mean square/);
    assert.match(text, /The mean error goes from 0\.5 to 0\.25\./);
    const curves = labels({ outputs: 'numbers', decisions: null });
    assert.ok(curves.every((label) => !label.includes('class')));
    assert.ok(curves.some((label) => label.startsWith('Change of the outputs')));
    assert.ok(curves.some((label) => label.startsWith('Mean distance of the output')));
  });

  it('speaks of the sign of a single output, which may be no class', () => {
    const { frames } = withOutputs({ outputs: 'sign' });
    assert.match(frames[0].sentences[1], /^The output changes its sign for 1 of 4\.$/);
    assert.ok(
      labels({ outputs: 'sign' }).includes('Samples whose output has another sign than before'),
    );
  });

  it('keeps to classes where a comparison does not say what its outputs mean', () => {
    const { frames } = withOutputs({});
    assert.equal(frames[0].sentences[1], '1 of 4 is put into another class.');
    assert.ok(labels({}).includes('Samples in another class than before'));
    assert.ok(!labels({}).some((label) => label.startsWith('Change of the outputs')));
  });
});
