import type { TableView } from '../reportView.ts';

const gap = '  ';
/** A table that is cut to the width keeps at least this many columns. */
const fewestColumns = 3;

/** A table as aligned lines, the first with the column names; columns that do not fit the width are left out from the right. */
export function textTable(table: TableView, width: number): readonly string[] {
  const widths = table.columns.map(({ label }, column) =>
    Math.max(label.length, ...table.rows.map((row) => row[column].text.length)),
  );
  const shown = fittingColumns(widths, width);
  const line = (texts: readonly string[]): string =>
    texts
      .slice(0, shown)
      .map((text, column) =>
        table.columns[column].numeric ? text.padStart(widths[column]) : text.padEnd(widths[column]),
      )
      .join(gap)
      .trimEnd();
  return [
    line(table.columns.map(({ label }) => label)),
    ...table.rows.map((row) => line(row.map(({ text }) => text))),
  ];
}

function fittingColumns(widths: readonly number[], width: number): number {
  let used = 0;
  const beyond = widths.findIndex((columnWidth, column) => {
    used += columnWidth + (column === 0 ? 0 : gap.length);
    return column >= fewestColumns && used > width;
  });
  return beyond < 0 ? widths.length : beyond;
}
