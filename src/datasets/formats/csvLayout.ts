import Papa from 'papaparse';
import { UserError } from '../../engine/userError.ts';
import { type ByteRange, readHead } from '../bytes/byteRange.ts';
import { labelNames } from './labelNames.ts';

/** What the first lines of a CSV file say. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Column names; "" for a file without a header row. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Index of the column named label, labels, target or class; `undefined` when there is none. */
  readonly labelColumn: number | undefined;
  /** The first label is written as a class index. */
  readonly labelIsIndex: boolean;
  /** Indices of the columns that are one sample: all but the label column and an unnamed first one (a pandas index). */
  readonly sampleColumns: readonly number[];
}

/** Enough for the header and one row of any file but one of hundreds of thousands of columns. */
const headBytes = 2 ** 22;

/** Words for a missing number: a row that holds one is still a row of numbers, not a header. */
const missing = /^[+-]?(nan|inf|infinity|na|n\/a|null|none)?$/i;

/**
 * Reads delimiter, header row and columns. The first row is a header when some cell of it is text where the second row
 * has a number. Throws UserError when the file is not text or has no rows.
 */
export async function csvLayout(range: ByteRange): Promise<CsvLayout> {
  const head = await readHead(range, headBytes);
  if (head.includes(0)) {
    throw new UserError(`${range.path} is not UTF-8 text: save it as a plain CSV file.`, {
      code: 'unsupported',
    });
  }
  const text = new TextDecoder().decode(head);
  const { data, meta } = Papa.parse<string[]>(text, {
    preview: 2,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', '\t', ';', '|', ' '],
  });
  const [first, second] = data as [string[]?, string[]?];
  if (first === undefined) throw new UserError(`${range.path} has no rows.`);
  const hasHeader = first.some((cell, index) => isText(cell) && !isText(second?.[index] ?? ''));
  const columns = first.map((cell) => (hasHeader ? cell.trim() : ''));
  const label = columns.findIndex((name) => labelNames.has(name.toLowerCase()));
  const labelIsIndex = /^\s*\d+(\.0*)?\s*$/.test((hasHeader ? second : first)?.[label] ?? '');
  const unnamedIndex = hasHeader && columns[0] === '' && columns.length > 1;
  const sampleColumns = columns
    .map((_, index) => index)
    .filter((index) => index !== label && !(unnamedIndex && index === 0));
  return {
    delimiter: meta.delimiter,
    columns,
    hasHeader,
    labelColumn: label < 0 ? undefined : label,
    labelIsIndex,
    sampleColumns,
  };
}

function isText(cell: string): boolean {
  return Number.isNaN(Number(cell)) && !missing.test(cell.trim());
}

/** Index of the column called `name`. Throws UserError listing the columns when there is none. */
export function columnNamed(layout: CsvLayout, name: string, path: string): number {
  const index = layout.hasHeader ? layout.columns.indexOf(name) : -1;
  if (index >= 0) return index;
  const known = layout.hasHeader
    ? `its columns are ${layout.columns.slice(0, 20).join(', ')}${layout.columns.length > 20 ? ', …' : ''}`
    : 'it has no header row';
  throw new UserError(`${path} has no column "${name}": ${known}.`, { code: 'not-found' });
}
