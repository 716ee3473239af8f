import type { Exactness } from '../engine/exactness.ts';
import { exactnessWords } from './exactnessWords.ts';
import { formatCount, formatNumber, formatOptional, formatOptionalShare } from './format.ts';
import type { PictureView, TableView } from './reportView.ts';

export type Cell = TableView['rows'][number][number];

/** One column of a table over rows of type `Row`. */
export interface Column<Row> {
  readonly label: string;
  readonly help?: string;
  readonly numeric: boolean;
  readonly cell: (row: Row) => Cell;
}

/** Builds a table; columns are keyed by position. */
export function tableView<Row>(
  id: string,
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): TableView {
  return {
    id,
    caption,
    columns: columns.map(({ label, help, numeric }) => ({
      key: label,
      label,
      numeric,
      ...(help === undefined ? {} : { help }),
    })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

/** A column of names. */
export function textColumn<Row>(
  label: string,
  text: (row: Row) => string,
  help?: string,
): Column<Row> {
  return column(label, false, help, (row) => ({ value: text(row), text: text(row) }));
}

/** A column that says how the numbers of its row are known. */
export function exactnessColumn<Row>(
  label: string,
  exactness: (row: Row) => Exactness,
): Column<Row> {
  return column(label, false, undefined, (row) => {
    const value = exactness(row);
    return { value, text: exactnessWords[value][0] };
  });
}

/** A column of whole numbers; `null` shows as a dash. */
export function countColumn<Row>(
  label: string,
  count: (row: Row) => number | null,
  help?: string,
): Column<Row> {
  return column(label, true, help, (row) => {
    const value = count(row);
    return { value, text: value === null ? '–' : formatCount(value) };
  });
}

/** A column of measured numbers. */
export function numberColumn<Row>(
  label: string,
  number: (row: Row) => number | null | undefined,
  help?: string,
): Column<Row> {
  return column(label, true, help, (row) => {
    const value = number(row) ?? null;
    return { value, text: formatOptional(value) };
  });
}

/** A column of shares in [0,1], shown as percentages. */
export function shareColumn<Row>(
  label: string,
  share: (row: Row) => number | null | undefined,
  help?: string,
): Column<Row> {
  return column(label, true, help, (row) => {
    const value = share(row) ?? null;
    return { value, text: formatOptionalShare(value) };
  });
}

/** A column of pictures, sorted by their number and without text; an empty list shows as a dash. */
export function pictureColumn<Row>(
  label: string,
  pictures: (row: Row) => readonly PictureView[],
  help?: string,
): Column<Row> {
  return column(label, false, help, (row) => {
    const shown = pictures(row);
    return shown.length === 0
      ? { value: null, text: '–' }
      : { value: shown.length, text: '', pictures: shown };
  });
}

/** The columns of a summary: 5%, median, mean, 95%, largest. */
export function summaryColumns<Row>(
  summary: (row: Row) => Readonly<Record<'q05' | 'median' | 'mean' | 'q95' | 'max', number>> | null,
  format: (value: number) => string = formatNumber,
): readonly Column<Row>[] {
  const at = (label: string, key: 'q05' | 'median' | 'mean' | 'q95' | 'max'): Column<Row> =>
    column(label, true, undefined, (row) => {
      const value = summary(row)?.[key] ?? null;
      return { value, text: value === null ? '–' : format(value) };
    });
  return [
    at('5% quantile', 'q05'),
    at('Median', 'median'),
    at('Mean', 'mean'),
    at('95% quantile', 'q95'),
    at('Largest', 'max'),
  ];
}

function column<Row>(
  label: string,
  numeric: boolean,
  help: string | undefined,
  cell: (row: Row) => Cell,
): Column<Row> {
  return { label, numeric, cell, ...(help === undefined ? {} : { help }) };
}
