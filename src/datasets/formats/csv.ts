import { UserError } from '../../engine/userError.ts';
import type { ByteRange } from '../bytes/byteRange.ts';
import type { ArrayInfo } from '../dataset.ts';
import { columnNamed, csvLayout } from './csvLayout.ts';
import { readCsvNumbers } from './csvNumbers.ts';
import { countCsvLines } from './csvRowCount.ts';
import type { StoredArray } from './storedArray.ts';

/** The samples of a CSV file and, when it has one, its label column (1-D, under its name; "int64" when written as class indices). */
export async function describeCsv(range: ByteRange): Promise<readonly ArrayInfo[]> {
  const layout = await csvLayout(range);
  const rows = (await countCsvLines(range)) - (layout.hasHeader ? 1 : 0);
  const samples: ArrayInfo = {
    name: '',
    type: 'float64',
    shape: [rows, layout.sampleColumns.length],
  };
  if (layout.labelColumn === undefined) return [samples];
  const type = layout.labelIsIndex ? 'int64' : 'float64';
  return [samples, { name: layout.columns[layout.labelColumn], type, shape: [rows] }];
}

/** What to take from a CSV file. */
export interface CsvChoice {
  /** One column by name; otherwise all sample columns. */
  readonly column?: string | undefined;
  /** A column of labels to leave out of the samples, whatever its name. */
  readonly leaveOut?: string | undefined;
  readonly limit?: number | undefined;
}

/** Opens one column (1-D) or the sample columns (N × D) as float64. Throws UserError as `readCsvNumbers` and `columnNamed` do. */
export async function openCsv(range: ByteRange, choice: CsvChoice): Promise<StoredArray> {
  const layout = await csvLayout(range);
  const { column, leaveOut, limit } = choice;
  const left = leaveOut === undefined ? -1 : columnNamed(layout, leaveOut, range.path);
  const columns =
    column === undefined
      ? layout.sampleColumns.filter((index) => index !== left)
      : [columnNamed(layout, column, range.path)];
  if (columns.length === 0) {
    throw new UserError(
      `${range.path} has no column of samples: its only column holds the labels.`,
    );
  }
  const { rows, source } = await readCsvNumbers(range, layout, columns, limit);
  const total = rows === limit ? (await countCsvLines(range)) - (layout.hasHeader ? 1 : 0) : rows;
  const shape = column === undefined ? [total, columns.length] : [total];
  const info: ArrayInfo = { name: column ?? '', type: 'float64', shape };
  return { path: range.path, info, bigEndian: false, rows, source };
}

/** The column that holds the labels when none is named: the only one, or the one named so. */
export async function csvLabelColumn(range: ByteRange): Promise<string | undefined> {
  const layout = await csvLayout(range);
  const index = layout.labelColumn;
  return index === undefined ? undefined : layout.columns[index];
}
