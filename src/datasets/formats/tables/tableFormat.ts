import { UserError } from '../../../engine/userError.ts';
import type { NamedArray } from '../containerFormat.ts';
import { containerFormat } from '../containerFormat.ts';
import type { DataFormat } from '../dataFormat.ts';
import { readImageHeader } from '../images/decodeImage.ts';
import type { ImageHeader } from '../images/imageHeader.ts';
import type { StoredArray } from '../storedArray.ts';
import { collectRows } from './collectRows.ts';
import { pictureBytes } from './pictureBytes.ts';
import type { Table } from './table.ts';
import { columnArray, labelColumn, type TableArray, tableArrays } from './tableArrays.ts';

/** A format of tables, given the way to open one. Throws UserError for a table without numbers. */
export function tableFormat(openTable: (path: string) => Promise<Table>): DataFormat {
  const namedArrays = (path: string, leaveOut?: string, column?: string): Promise<NamedArray[]> =>
    withTable(openTable, path, async (table) => {
      const pictures = await pictureHeaders(table);
      const arrays = tableArrays(table, leaveOut, (name) => pictureShape(pictures.get(name)));
      const single = column === undefined ? undefined : columnArray(table, column);
      if (single && !arrays.some(({ info }) => info.name === column)) arrays.push(single);
      if (arrays.length === 0) throw noNumbers(table);
      return arrays.map((array) => ({
        info: array.info,
        open: (limit) =>
          withTable(openTable, path, (again) => openArray(again, array, pictures, limit)),
      }));
    });
  const container = (leaveOut?: string): DataFormat =>
    containerFormat(({ range }, name) => namedArrays(range.path, leaveOut, name));
  return {
    arrays: (file) => container().arrays(file),
    open: (file, name, choice) => container(choice.leaveOut).open(file, name, choice),
    labelColumn: ({ range }) =>
      withTable(openTable, range.path, (table) => Promise.resolve(labelColumn(table)?.name)),
  };
}

async function openArray(
  table: Table,
  array: TableArray,
  pictures: ReadonlyMap<string, ImageHeader>,
  limit = table.rows,
): Promise<StoredArray> {
  const rows = Math.min(limit, table.rows);
  const source = await collectRows(table, array, rows, pictures.get(array.info.name));
  return { path: table.path, info: array.info, bigEndian: false, rows, source };
}

/** The header of the first picture of each column of pictures. */
async function pictureHeaders(table: Table): Promise<Map<string, ImageHeader>> {
  const headers = new Map<string, ImageHeader>();
  for (const { name, content } of table.columns) {
    if (content.kind !== 'picture' || table.rows === 0) continue;
    const [[cell]] = await table.read([name], 0, 1);
    const label = `${table.path}#${name}, row 0`;
    headers.set(name, readImageHeader(pictureBytes(cell, label), label));
  }
  return headers;
}

function pictureShape(header: ImageHeader | undefined): number[] {
  if (header === undefined) return [0];
  const { width, height, channels } = header;
  return channels === 1 ? [height, width] : [height, width, channels];
}

async function withTable<T>(
  openTable: (path: string) => Promise<Table>,
  path: string,
  use: (table: Table) => Promise<T>,
): Promise<T> {
  const table = await openTable(path);
  try {
    return await use(table);
  } finally {
    await table.close();
  }
}

function noNumbers({ path, columns }: Table): UserError {
  const found = columns.map(({ name, content }) =>
    content.kind === 'other' ? `${name} (${content.what})` : name,
  );
  return new UserError(
    `${path} has no column of numbers, lists of numbers or pictures: it has ${found.slice(0, 20).join(', ') || 'no columns'}.`,
    { code: 'unsupported' },
  );
}
