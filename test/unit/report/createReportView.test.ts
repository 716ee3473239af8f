import { strict as assert } from 'node:assert';
import { createReportView } from '../../../src/report/createReportView.ts';
import { deepReport, sampleReport } from '../../support/sampleReport.ts';

const view = createReportView(sampleReport());

describe('createReportView', () => {
  it('has the parts of the report in their order, each with words, charts, tables and papers', () => {
    assert.deepEqual(
      view.parts.map(({ part }) => part),
      ['hyperplanes', 'regions', 'extrapolation'],
    );
    for (const { sentence, figures, charts, tables, explanation } of view.parts) {
      assert.match(sentence, /^[A-Z0-9].*\.$/);
      assert.ok(figures.length > 0 && charts.length > 0 && tables.length > 0);
      assert.ok(explanation.paragraphs.length > 0);
      for (const { url } of explanation.papers) assert.equal(new URL(url).protocol, 'https:');
    }
  });

  it('leaves out parts that were not computed', () => {
    const report = { ...sampleReport(), hyperplanes: null, regions: null };
    assert.deepEqual(
      createReportView(report).parts.map(({ part }) => part),
      ['extrapolation'],
    );
  });

  it('keeps a part that has nothing to show down to its sentence', () => {
    const report = {
      ...sampleReport(),
      hyperplanes: { samples: null, layers: [] },
      regions: { ...sampleReport().regions!, layers: [] },
      extrapolation: { spaces: [], samples: [] },
    };
    for (const { charts, tables, sentence } of createReportView(report).parts) {
      assert.deepEqual([charts, tables], [[], []]);
      assert.match(sentence, /^(The|No) .*\.$/);
    }
  });

  it('is headed by the file’s name, whichever way its path is written', () => {
    assert.equal(view.title, 'mnist-net_256x2.onnx');
    const base = sampleReport();
    const windows = { ...base, model: { ...base.model, path: 'C:\\models\\net.onnx' } };
    assert.equal(createReportView(windows).title, 'net.onnx');
    assert.equal(
      view.subtitle,
      '269,322 parameters · piecewise linear · 60,000 training and 1,000 test samples',
    );
    assert.match(
      createReportView({ ...base, data: { train: null, test: null } }).subtitle,
      / · no data$/,
    );
  });

  it('has a cell for every column of every table, with ids of their own', () => {
    for (const { parts } of [view, createReportView(deepReport(20, 32))]) {
      const tables = parts.flatMap((part) => part.tables);
      assert.equal(new Set(tables.map(({ id }) => id)).size, tables.length);
      for (const { columns, rows, id } of tables) {
        assert.ok(rows.length > 0, id);
        assert.equal(new Set(columns.map(({ key }) => key)).size, columns.length, id);
        for (const row of rows) assert.equal(row.length, columns.length, id);
      }
    }
  });

  it('carries the exact values behind the texts of its cells', () => {
    const table = view.parts[0].tables.find(({ id }) => id === 'hyperplanes-activity')!;
    const column = table.columns.findIndex(({ label }) => label === 'Dead share');
    assert.deepEqual(table.rows[0][column], { value: 89 / 256, text: '34.8%' });
  });

  it('offers the units of each layer for look-up, with as many values as units', () => {
    const { unitTables } = view.parts[0];
    assert.deepEqual(
      unitTables.map(({ layer, units }) => [layer, units]),
      [
        ['Gemm_2', 256],
        ['Gemm_4', 256],
        ['Gemm_6', 10],
      ],
    );
    for (const { units, columns } of unitTables) {
      for (const { values } of columns) assert.equal(values.length, units);
    }
  });

  it('says each limit of the model in a sentence', () => {
    const base = sampleReport();
    const limits = [
      { op: 'Sigmoid', node: 'act', effect: 'regions are heuristic from here on' },
      { op: 'Loop', node: '', effect: 'not read.' },
    ];
    assert.deepEqual(createReportView({ ...base, model: { ...base.model, limits } }).limits, [
      'Sigmoid "act": regions are heuristic from here on.',
      'Loop: not read.',
    ]);
  });

  it('survives a trip through JSON, as messages and saved files make it', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(view)), view);
  });
});
