import { strict as assert } from 'node:assert';
import { createReportView } from '../../../src/report/createReportView.ts';
import { readPageMessage } from '../../../src/extension/readPageMessage.ts';
import type { TableView } from '../../../src/report/reportView.ts';
import { sortedRows, tableSource, unitTableSource } from '../../../webview/views/tableSource.ts';
import { sampleReport } from '../../support/sampleReport.ts';

function column(values: readonly (number | string | null)[]) {
  const table: TableView = {
    id: 't',
    caption: 'T',
    columns: [{ key: 'c', label: 'C', numeric: true }],
    rows: values.map((value) => [{ value, text: String(value) }]),
  };
  return tableSource(table);
}

describe('sortedRows', () => {
  it('orders numbers by value, not by text', () => {
    assert.deepEqual(sortedRows(column([10, 9, 1e-9, -2]), 0, false), [3, 2, 1, 0]);
    assert.deepEqual(sortedRows(column([10, 9, 1e-9, -2]), 0, true), [0, 1, 2, 3]);
  });

  it('orders names as people count: layer 2 before layer 10', () => {
    assert.deepEqual(sortedRows(column(['Relu_10', 'Relu_2', 'Conv_1']), 0, false), [2, 1, 0]);
  });

  it('keeps missing values last whichever way the order goes', () => {
    assert.deepEqual(sortedRows(column([null, 2, null, 1]), 0, false), [3, 1, 0, 2]);
    assert.deepEqual(sortedRows(column([null, 2, null, 1]), 0, true), [1, 3, 0, 2]);
  });

  it('leaves equal values in the order of the table', () => {
    assert.deepEqual(sortedRows(column([1, 0, 1, 0]), 0, true), [0, 2, 1, 3]);
  });
});

describe('unitTableSource', () => {
  const { unitTables } = createReportView(sampleReport()).parts[0]!;

  it('is proposed as a file that names its layer, in characters and a length that the host takes', () => {
    const named = (layer: string) => unitTableSource({ ...unitTables[0]!, layer }).fileName;
    assert.equal(named('conv1'), 'units-conv1');
    assert.equal(named('/blocks.0/fc/Gemm'), 'units-blocks.0-fc-Gemm');
    for (const layer of ['', '../..', 'a'.repeat(500), '<b onerror=x>']) {
      const message = { type: 'saveFile', content: '', encoding: 'text' };
      assert.ok(readPageMessage({ ...message, name: `${named(layer)}.csv` }), layer);
    }
  });

  it('numbers the units from 0 and formats each column in its own way', () => {
    const source = unitTableSource(unitTables[0]!);
    assert.equal(source.rowCount, 256);
    assert.deepEqual(
      source.columns.map(({ label }) => label),
      ['Unit', 'Activation rate', 'Entropy (bits)', '‖w‖', 'Bias', 'Offset'],
    );
    assert.equal(source.text(255, 0), '255');
    assert.equal(source.text(0, 1), '0%');
    assert.equal(source.value(7, 3), unitTables[0]!.columns[2]!.values[7]);
  });

  it('shows a dash where a value is undefined', () => {
    const [table] = unitTables;
    const missing = { ...table!, columns: [{ ...table!.columns[1]!, values: [null, 1] }] };
    assert.equal(unitTableSource(missing).text(0, 1), '–');
  });
});
