import { strict as assert } from 'node:assert';
import Papa from 'papaparse';
import { createReportView } from '../../../../src/report/createReportView.ts';
import { reportCsv } from '../../../../src/report/export/reportCsv.ts';
import { tableCsv, unitTableCsv } from '../../../../src/report/export/tableCsv.ts';
import type { TableView } from '../../../../src/report/reportView.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

const parse = (text: string): string[][] =>
  Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

describe('tableCsv', () => {
  it('gives back labels and values when it is parsed, whatever stands in a name', () => {
    const names = ['a,b', 'say "x"', 'two\nlines', '', 'ünïcode', ' spaces '];
    const table: TableView = {
      id: 't',
      caption: 'T',
      columns: [
        { key: 'n', label: 'Name, of "it"', numeric: false },
        { key: 'v', label: 'Value', numeric: true },
      ],
      rows: names.map((name, i) => [
        { value: name, text: 'x' },
        { value: i === 2 ? null : i / 3, text: '0.3' },
      ]),
    };
    const [head, ...rows] = parse(tableCsv(table));
    assert.deepEqual(head, ['Name, of "it"', 'Value']);
    assert.deepEqual(
      rows.map(([name]) => name),
      names,
    );
    assert.deepEqual(
      rows.map(([, value]) => (value === '' ? null : Number(value))),
      [0, 1 / 3, null, 1, 4 / 3, 5 / 3],
    );
  });

  it('leaves a spreadsheet no formula to run, and numbers as they are', () => {
    const names = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '=HYPERLINK("x","y")', 'a=1', '(=1)'];
    const table: TableView = {
      id: 't',
      caption: 'T',
      columns: [
        { key: 'n', label: '=Layer', numeric: false },
        { key: 'v', label: 'Value', numeric: true },
      ],
      rows: names.map((name, i) => [
        { value: name, text: name },
        { value: -i - 0.5, text: '' },
      ]),
    };
    const [head, ...rows] = parse(tableCsv(table));
    assert.equal(head[0], "'=Layer");
    for (const [i, [name, value]] of rows.entries()) {
      assert.equal(name, i < 6 ? `'${names[i]}` : names[i]);
      assert.equal(Number(value), -i - 0.5);
    }
  });

  it('numbers the units of a layer from 0', () => {
    const [table] = createReportView(sampleReport()).parts[0].unitTables;
    const [head, ...rows] = parse(unitTableCsv(table));
    assert.equal(head[0], 'Unit');
    assert.equal(rows.length, table.units);
    assert.deepEqual(
      rows.map(([unit]) => unit),
      rows.map((_, i) => String(i)),
    );
  });
});

describe('reportCsv', () => {
  it('writes every table into a file of its own, with names any file system takes', () => {
    const view = createReportView(sampleReport());
    const files = reportCsv(view);
    const tables = view.parts.flatMap(({ tables, unitTables }) => [...tables, ...unitTables]);
    assert.equal(files.length, tables.length);
    assert.equal(new Set(files.map(({ name }) => name.toLowerCase())).size, files.length);
    for (const { name } of files) assert.match(name, /^[\p{L}\p{N}_-][\p{L}\p{N}._-]*\.csv$/u);
  });
});
