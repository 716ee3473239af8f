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
      view.table.rows[1]!.at(-1)!.text,
      'estimate: Mean |cos|; lower bound: In hull, dense; undecided: In hull, late; heuristic: Other region',
    );
    const [drift] = view.frames[0]!.tables;
    assert.equal(drift!.rows[0]!.at(-1)!.text, 'heuristic');
    assert.match(view.frames[0]!.sentences[0]!, /counting smooth units by their sign\.$/);
  });

  it('says "exact" once where every number is', () => {
    const exact = { ...model(4), layerHulls: [] };
    const { table, frames } = timelineView({ models: [exact, exact], steps: [step('exact')] });
    assert.deepEqual(
      table.rows.map((row) => row.at(-1)!.text),
      ['exact', 'exact'],
    );
    for (const { rows } of frames[0]!.tables) assert.equal(rows[0]!.at(-1)!.text, 'exact');
    assert.doesNotMatch(frames[0]!.sentences[0]!, /smooth/);
  });
});
