import { strict as assert } from 'node:assert';
import { extrapolationPart } from '../../../../src/report/extrapolation/extrapolationPart.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../../../../src/report/report.ts';
import type { TableView } from '../../../../src/report/reportView.ts';
import { summaryOf } from '../../../support/sampleNumbers.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

const summary = summaryOf([0.2, 0.5, 0.9, 1.4]);
const plain = sampleReport().extrapolation!;

const carded: ExtrapolationSpace = {
  ...plain.spaces[0],
  test: 1000,
  errorAuroc: { 'hull.distance': 0.75 },
  errorAurocInterval: { 'hull.distance': [0.64, 0.84] },
  bestScore: 'hull.distance',
  distanceDeciles: [
    { upTo: 1, samples: 500, accuracy: 1 },
    { upTo: 4, samples: 500, accuracy: 0.9 },
  ],
  dimensions: {
    affine: 712,
    components: [0.5, 0.8, 0.9, 0.95, 0.99, 0.999].map((share, i) => ({
      share,
      count: [11, 44, 87, 154, 331, 486][i],
    })),
    participationRatio: 30.694,
    effectiveRank: 69.304,
    twoNearestNeighbours: {
      dimension: 13.346,
      standardError: 0.133,
      regression: 13.354,
      rows: 10_000,
      points: 10_000,
    },
  },
  gaussianNull: { insideFraction: null, equivalentDimension: null },
  relativeDistance: { toNeighbour: 0.64, toDiameter: 0.145, toHeldOut: null },
  ball: {
    radius: 12.2,
    gap: 1e-7,
    inside: 1000,
    ratio: summary,
    centroid: { radius: 13, inside: 998 },
  },
  ellipsoid: { inside: 950, gauge: summary, epsilon: 1e-3, offFlat: 0 },
  neighbours: { k: 10, distance: summary, ratio: summary, train: summary, agreement: 0.955 },
  coverageBounds: { box: 0.024, ball: 0.012, ellipsoid: 1 },
  calibration: {
    score: 'hull.distance',
    heldOut: 300,
    rows: [1, 2],
    inside: 0,
    distance: summary,
    pValue: summary,
    rejectedAt5Percent: 0.034,
  },
  mixture: { samples: 34, ofSeveralClasses: 30, entropyBits: summary, agreement: 0.5 },
  delaunay: { samples: 34, agreement: 0.75 },
  classes: [
    {
      class: 3,
      train: 6131,
      test: 109,
      inside: 2,
      undecided: 0,
      distance: summary,
      insideBox: 100,
    },
  ],
};

const section: ExtrapolationSection = {
  spaces: [carded],
  samples: [
    {
      ...plain.samples[0],
      pValues: { input: 0.01 },
      neighbours: [
        { row: 857, distance: 1.6 },
        { row: 390, distance: 2 },
      ],
      outOfRange: [{ column: 5, value: 2, low: 0, high: 1 }],
    },
  ],
  functionChecks: {
    exactness: 'exact',
    mixup: { pairs: 500, gap: summary, sameClass: null },
    tangents: [{ name: 'rotation', ratio: 0.8, samples: 100 }],
    augmentations: [
      {
        name: 'rotation',
        amount: 10,
        unit: 'degrees',
        samples: 50,
        outside: 49,
        distance: summary,
      },
    ],
  },
};

function texts(tables: readonly TableView[], id: string): string[] {
  const table = tables.find((candidate) => candidate.id === id);
  assert.ok(table, `table ${id}`);
  return table.rows.flatMap((row) => row.map(({ text }) => text));
}

describe('the score card in the report', () => {
  const { tables, charts } = extrapolationPart(section);

  it('puts the definitions side by side with their bounds', () => {
    assert.deepEqual(texts(tables, 'extrapolation-shapes').slice(4, 9), [
      '95%',
      '100%',
      '100%',
      '1.2%',
      '99.8%',
    ]);
  });

  it('shows dimensions, and a dash where the Gaussian null is not known', () => {
    const shown = texts(tables, 'extrapolation-dimensions');
    assert.ok(shown.includes('712') && shown.includes('87') && shown.includes('331'));
    assert.ok(shown.includes('13.35 ± 0.133'), shown.join(' | '));
    assert.deepEqual(shown.slice(-2), ['–', '–']);
  });

  it('shows p-values, accuracy by distance and classes', () => {
    assert.ok(texts(tables, 'extrapolation-calibration').includes('3.4%'));
    assert.equal(texts(tables, 'extrapolation-deciles').length, 10);
    assert.ok(texts(tables, 'extrapolation-classes').includes('6,131'));
    assert.ok(texts(tables, 'extrapolation-accuracy').includes('hull.distance (0.64 to 0.84)'));
  });

  it('shows mixtures, and a dash where the Delaunay accuracy is not known', () => {
    const shown = texts(tables, 'extrapolation-mixtures');
    assert.deepEqual(shown.slice(1, 3), ['34', '30']);
    assert.deepEqual(shown.slice(-3), ['50%', '75%', '–']);
  });

  it('shows what is known of a sample', () => {
    const shown = texts(tables, 'extrapolation-samples');
    assert.ok(shown.includes('857, 390') && shown.includes('5: 2 not in 0 to 1'));
  });

  it('shows changes of the images and leaves out mixtures that were not measured', () => {
    assert.deepEqual(texts(tables, 'extrapolation-changes').slice(0, 5), [
      'rotation',
      '0.8',
      '10 degrees',
      '50',
      '98%',
    ]);
    assert.equal(tables.find(({ id }) => id === 'extrapolation-between')!.rows.length, 1);
  });

  it('draws the definitions as a chart with a table behind it', () => {
    const chart = charts.find(({ id }) => id === 'extrapolation-shapes-chart')!;
    assert.equal(chart.tableId, 'extrapolation-shapes');
    assert.ok(JSON.stringify(chart.vega).includes('symbol'));
  });

  it('says nothing of a card that was not made', () => {
    const ids = extrapolationPart(plain).tables.map(({ id }) => id);
    assert.ok(!ids.some((id) => /shapes|dimensions|calibration|mixtures|classes|changes/.test(id)));
  });
});
