import { safeFileName } from '../../src/report/export/exportFile.ts';
import { formatOptional, formatOptionalShare } from '../../src/report/format.ts';
import type { PictureView, TableView, UnitTableView } from '../../src/report/reportView.ts';

/** Characters of a layer's name that a file's name takes: the host refuses names that a file system would. */
const longestName = 80;

export interface TableColumn {
  readonly label: string;
  readonly numeric: boolean;
  readonly help?: string | undefined;
}

/** Rows by position, so that a table of many units is never built cell by cell before it is shown. */
export interface TableSource {
  /** Under which its order is kept. */
  readonly id: string;
  /** Proposed when it is saved, without ending; default its id. */
  readonly fileName?: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  value(row: number, column: number): number | string | null;
  text(row: number, column: number): string;
  /** What is drawn above the text; absent where a table has no pictures. */
  pictures?(row: number, column: number): readonly PictureView[];
}

/** A table as the host made it. */
export function tableSource(table: TableView): TableSource {
  const cell = (row: number, column: number) => table.rows[row]![column]!;
  return {
    id: table.id,
    caption: table.caption,
    columns: table.columns,
    rowCount: table.rows.length,
    value: (row, column) => cell(row, column).value,
    text: (row, column) => cell(row, column).text,
    pictures: (row, column) => cell(row, column).pictures ?? [],
  };
}

/** The units of one layer: the unit's number, then its values. All layers share one id, and so one sort order. */
export function unitTableSource(table: UnitTableView): TableSource {
  const value = (row: number, column: number): number | null =>
    column === 0 ? row : (table.columns[column - 1]!.values[row] ?? null);
  return {
    id: 'units',
    fileName: `units-${safeFileName(table.layer).slice(0, longestName)}`,
    caption: `Units of ${table.layer}`,
    columns: [
      { label: 'Unit', numeric: true },
      ...table.columns.map(({ label, help }) => ({ label, numeric: true, help })),
    ],
    rowCount: table.units,
    value,
    text: (row, column) => {
      if (column === 0) return String(row);
      const format = table.columns[column - 1]!.format;
      const shown = value(row, column);
      return format === 'share' ? formatOptionalShare(shown) : formatOptional(shown);
    },
  };
}

/**
 * Positions of the rows in the order of one column, ties in the order of the table. Missing values stand last
 * whichever way the order goes.
 */
export function sortedRows(source: TableSource, column: number, descending: boolean): number[] {
  const direction = descending ? -1 : 1;
  // Read once: sorting looks at each value many times.
  const values = Array.from({ length: source.rowCount }, (_, row) => source.value(row, column));
  return Array.from(values.keys()).sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return direction * compareValues(x, y);
  });
}

const collator = new Intl.Collator('en', { numeric: true });

function compareValues(x: number | string, y: number | string): number {
  return typeof x === 'number' && typeof y === 'number'
    ? x - y
    : collator.compare(String(x), String(y));
}
