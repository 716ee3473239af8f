import { strict as assert } from 'node:assert';
import { chartView } from '../../../../src/report/chartView.ts';
import { extrapolationCharts } from '../../../../src/report/extrapolation/extrapolationCharts.ts';
import { extrapolationTables } from '../../../../src/report/extrapolation/extrapolationTables.ts';
import { createSweepView } from '../../../../src/report/extrapolation/sweepView.ts';
import { sweepCharts, sweepTables } from '../../../../src/report/extrapolation/sweepViews.ts';
import type { SweepPoint, SweepResult } from '../../../../src/report/report.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

function point(size: number, inside: number, more: Partial<SweepPoint> = {}): SweepPoint {
  return {
    size,
    dimension: size,
    affineDimension: size,
    train: 60_000,
    test: 1000,
    inside,
    undecided: 0,
    insideFraction: inside / 1000,
    interval: [Math.max(0, inside / 1000 - 0.02), Math.min(1, inside / 1000 + 0.02)],
    duplicates: 0,
    gaussianNull: size > 48 ? null : 1 / size,
    components: [],
    ...more,
  };
}

const claims: SweepResult['claims'] = [
  {
    dimension: 20,
    train: 2 ** 20,
    statement: 'In 20 dimensions 2^20 are needed.',
    source: 'talk',
    observed: { points: 2, holds: true, insideFraction: 0, dimension: 20, train: 60_000 },
  },
  {
    dimension: 30,
    train: null,
    statement: 'None inside.',
    source: 'talk',
    observed: null,
  },
];

const sweep: SweepResult = {
  train: 60_000,
  test: 1000,
  curves: [
    { kind: 'patch', space: null, points: [point(4, 1000), point(64, 24, { undecided: 3 })] },
    { kind: 'pca', space: null, points: [point(5, 967), point(10, 340), point(20, 0)] },
    {
      kind: 'train',
      space: 'pca:20',
      points: [point(500, 0, { train: 500, affineDimension: 20 }), point(60_000, 1)],
    },
    { kind: 'layer', space: null, points: [point(0, 0, { label: 'input' })] },
  ],
  claims,
};

/** All data rows of a compiled chart. */
function drawnRows(vega: unknown): Record<string, unknown>[] {
  const { data } = vega as { data: readonly { values?: readonly Record<string, unknown>[] }[] };
  return data.flatMap(({ values = [] }) => values);
}

describe('a sweep in the report', () => {
  it('draws its curves, the Gaussian null and the dimensions of the statements, without warnings', () => {
    const warnings: unknown[] = [];
    const logger = { warn: (...messages: readonly unknown[]) => warnings.push(...messages) };
    const charts = sweepCharts(sweep).map((chart) => chartView(chart, logger));
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      charts.map(({ id }) => id),
      ['sweep-dimension-chart', 'sweep-train-chart', 'sweep-layer-chart'],
    );
    const rows = drawnRows(charts[0].vega);
    const labels = rows.flatMap(({ label }) => (label === undefined ? [] : [label]));
    assert.deepEqual(new Set(labels), new Set(['20: needs 2^20 samples', '30: none inside']));
    assert.ok(
      rows.some(
        ({ series, x, share }) => series === 'centre patches' && x === 64 && share === 0.024,
      ),
    );
    assert.ok(rows.some(({ text }) => /3 undecided$/.test(String(text))));
    const nulls = rows.filter(({ series }) => series === 'Gaussian samples would be');
    assert.deepEqual([...new Set(nulls.map(({ x }) => x))], [4, 5, 10, 20]);
    assert.deepEqual(
      charts[0].legend.map(({ label }) => label),
      ['leading principal components', 'centre patches', 'Gaussian samples would be'],
    );
  });

  it('marks the number of samples asked for where the space has the dimension spoken of', () => {
    const marked = (result: SweepResult): boolean =>
      drawnRows(chartView(sweepCharts(result)[1]).vega).some(({ x }) => x === 2 ** 20);
    assert.ok(marked(sweep));
    const low = point(500, 0, { train: 500, affineDimension: 10 });
    const train = { kind: 'train' as const, space: 'pca:10', points: [low] };
    assert.ok(!marked({ ...sweep, curves: [sweep.curves[1], train] }));
  });

  it('leaves a hull that is a point off the logarithmic axis', () => {
    const flat = [
      { kind: 'pca' as const, space: null, points: [point(3, 0, { affineDimension: 0 })] },
    ];
    assert.deepEqual(sweepCharts({ ...sweep, curves: flat }), []);
  });

  it('lists every point and statement in tables, and stands among the views of a report', () => {
    const tables = sweepTables(sweep);
    assert.deepEqual(
      tables.map(({ id, rows }) => [id, rows.length]),
      [
        ['sweep-points', 8],
        ['sweep-claims', 2],
      ],
    );
    assert.deepEqual(
      tables[0].rows.map(([space]) => space.text),
      [
        ...['patch:4', 'patch:64', 'pca:5', 'pca:10', 'pca:20'],
        ...['pca:20, first 500', 'pca:20, first 60,000', 'input'],
      ],
    );
    const section = { ...sampleReport().extrapolation!, sweep };
    const ids = (views: readonly { readonly id: string }[]) => views.map(({ id }) => id);
    assert.ok(ids(extrapolationTables(section)).includes('sweep-claims'));
    assert.ok(ids(extrapolationCharts(section)).includes('sweep-train-chart'));
  });

  it('makes a page of its own that says which statements hold', () => {
    const { parts, findings, facts } = createSweepView(sweep, 'a.npy', 'b.npy');
    assert.equal(findings, undefined);
    assert.equal(parts[0].sentence, '“In 20 dimensions 2^20 are needed” holds here.');
    assert.deepEqual(
      facts.map(({ value }) => value),
      ['a.npy', 'b.npy'],
    );
  });
});
