import { csvText } from '../../src/report/export/tableCsv.ts';
import { element } from '../dom.ts';
import type { SaveFile } from '../fileSaver.ts';
import type { ViewStateStore } from '../viewState.ts';
import { DataTable } from './dataTable.ts';
import type { TableSource } from './tableSource.ts';
import { toolRow } from './toolRow.ts';

/** A table with buttons to copy it and to save it as CSV. */
export function exportableTable(
  source: TableSource,
  store: ViewStateStore,
  save: SaveFile,
): HTMLElement {
  return element('div', {}, new DataTable(source, store).node, tableTools(source, save));
}

/** The buttons alone. */
export function tableTools(source: TableSource, save: SaveFile): HTMLElement {
  const { id, fileName = id, caption } = source;
  return toolRow([
    {
      label: 'Copy',
      title: `Copy “${caption}” for a spreadsheet`,
      run: () => navigator.clipboard.writeText(sourceText(source)),
    },
    {
      label: 'CSV',
      title: `Save “${caption}” as CSV`,
      run: () => save({ name: `${fileName}.csv`, content: sourceCsv(source), encoding: 'text' }),
    },
  ]);
}

function valuesOf({ columns, rowCount, value }: TableSource) {
  return Array.from({ length: rowCount }, (_, row) => columns.map((_, i) => value(row, i)));
}

function sourceCsv(source: TableSource): string {
  return csvText(
    source.columns.map(({ label }) => label),
    valuesOf(source),
  );
}

/** Cells apart by tabs, as spreadsheets paste them. */
function sourceText(source: TableSource): string {
  const lines = [source.columns.map(({ label }) => label), ...valuesOf(source)];
  return lines.map((cells) => cells.map((cell) => cell ?? '').join('\t')).join('\n');
}
