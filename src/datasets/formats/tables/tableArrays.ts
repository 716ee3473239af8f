import type { ArrayInfo, ElementType } from '../../dataset.ts';
import { elementCount } from '../../shapeText.ts';
import { labelNames } from '../labelNames.ts';
import type { Table, TableColumn } from './table.ts';

/** An array that can be taken from a table. */
export interface TableArray {
  readonly info: ArrayInfo;
  /** Columns whose numbers stand side by side in one row. */
  readonly columns: readonly TableColumn[];
}

type NumberColumn = TableColumn & { readonly content: { kind: 'number'; type: ElementType } };

/** The column named label, labels, target or class. */
export function labelColumn({ columns }: Table): NumberColumn | undefined {
  return columns.filter(isNumber).find(({ name }) => labelNames.has(name.toLowerCase()));
}

/** Name of the array of number columns where it is not the only one. */
const numberColumns = 'columns';

/**
 * The arrays of a table: its columns of single numbers but the labels (and `leaveOut`) as one, unnamed when there is no other; each
 * column of lists or pictures under its own name; the labels under theirs. Pictures have no shape before the first is read:
 * `pictureShape` tells it.
 */
export function tableArrays(
  table: Table,
  leaveOut: string | undefined,
  pictureShape: (column: string) => readonly number[],
): TableArray[] {
  const label = labelColumn(table);
  const plain = table.columns
    .filter(isNumber)
    .filter(({ name }) => name !== label?.name && name !== leaveOut && name !== '');
  const arrays = table.columns.flatMap((column) => {
    const { name, content } = column;
    if (content.kind === 'list') {
      return [arrayOf(table, name, [column], content.shape, content.type)];
    }
    if (content.kind !== 'picture') return [];
    return [arrayOf(table, name, [column], pictureShape(name), 'uint8')];
  });
  if (plain.length > 0) {
    const name = arrays.length === 0 ? '' : numberColumns;
    arrays.unshift(arrayOf(table, name, plain, [plain.length], commonType(plain)));
  }
  if (label) arrays.push(arrayOf(table, label.name, [label], [], label.content.type));
  return arrays;
}

/** A column by name as an array: also one of single numbers that is not the label. */
export function columnArray(table: Table, name: string): TableArray | undefined {
  const column = table.columns.filter(isNumber).find((one) => one.name === name);
  return column && arrayOf(table, name, [column], [], column.content.type);
}

/** Numbers in one row of an array. */
export function rowLength({ info }: TableArray): number {
  return elementCount(info.shape.slice(1));
}

function arrayOf(
  { rows }: Table,
  name: string,
  columns: readonly TableColumn[],
  rowShape: readonly number[],
  type: ElementType,
): TableArray {
  return { info: { name, type, shape: [rows, ...rowShape] }, columns };
}

function isNumber(column: TableColumn): column is NumberColumn {
  return column.content.kind === 'number';
}

/** The type of all columns when it is one, else float64, which holds them all (64-bit integers up to 2^53). */
function commonType(columns: readonly NumberColumn[]): ElementType {
  const types = new Set(columns.map(({ content }) => content.type));
  return types.size === 1 ? columns[0].content.type : 'float64';
}
