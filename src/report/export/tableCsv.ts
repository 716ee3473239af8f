import type { TableView, UnitTableView } from '../reportView.ts';

type CsvCell = number | string | null;

/** How text begins that spreadsheets take for a formula; names of layers and nodes come from files of anyone. */
const formula = /^[=+\-@\t\r\n]/;

/** A table as CSV (RFC 4180): labels, then the values behind the cells with all their digits; a missing value is an empty field. */
export function tableCsv({ columns, rows }: TableView): string {
  return csvText(
    columns.map(({ label }) => label),
    rows.map((row) => row.map(({ value }) => value)),
  );
}

/** The units of a layer as CSV, the unit's number first. */
export function unitTableCsv({ units, columns }: UnitTableView): string {
  return csvText(
    ['Unit', ...columns.map(({ label }) => label)],
    Array.from({ length: units }, (_, unit) => [
      unit,
      ...columns.map(({ values }) => values[unit] ?? null),
    ]),
  );
}

/**
 * CSV of labels and rows: lines end in CR LF, the last one too, as the RFC has it. Text that a spreadsheet would run as a formula
 * (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it; numbers stay as they are.
 */
export function csvText(labels: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [labels, ...rows].map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function field(cell: CsvCell): string {
  const text = typeof cell === 'string' ? cell.replace(formula, "'$&") : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
