import type { FileMetaData, ParquetScan, RowGroup, SchemaTree } from 'hyparquet';
import type { ElementType } from '../../dataset.ts';
import { readGuarded } from './readGuarded.ts';
import { type SchemaColumn, settleColumns } from './settleColumns.ts';
import { SynchronousFile } from './synchronousFile.ts';
import type { Cell, Table } from './table.ts';
import { tableFormat } from './tableFormat.ts';

/** Apache Parquet, read a row group at a time. */
export const parquetFormat = tableFormat(openParquet);

const format = 'Parquet';

async function openParquet(path: string): Promise<Table> {
  const file = new SynchronousFile(path);
  try {
    return await readGuarded(path, format, () => tableOf(path, file));
  } catch (error) {
    file.close();
    throw error;
  }
}

async function tableOf(path: string, file: SynchronousFile): Promise<Table> {
  const { parquetMetadataAsync, parquetScan, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const { checkParquetChunks } = await import('./checkParquetChunks.ts');
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const scan = await parquetScan({ file, metadata, compressors, utf8: false, geoparquet: false });
  const tree = parquetSchema(metadata);
  const schema = tree.children.map(schemaColumn);
  const rows = Number(metadata.num_rows);
  const checked = new Map<string, number>();
  const check: Check = (column, rowStart) => {
    if (checked.get(column) === rowStart) return;
    checkParquetChunks(file, tree, rowGroupAt(metadata, rowStart), column);
    checked.set(column, rowStart);
  };
  const read = (columns: readonly string[], start: number, end: number): Promise<Cell[][]> =>
    readGuarded(path, format, () => readColumns(scan, check, columns, start, end));
  const unsettled = schema.filter(({ kind }) => kind === 'list' || kind === 'bytes');
  const names = unsettled.map(({ name }) => name);
  const cells = rows > 0 ? await read(names, 0, 1) : [];
  const firstRow = new Map(names.map((name, index) => [name, cells[index]?.[0]]));
  const close = (): Promise<void> => Promise.resolve(file.close());
  return { path, rows, columns: settleColumns(schema, firstRow), read, close };
}

/** Checks a column of the row group that begins at a row before its first cell is decoded. Throws RangeError. */
type Check = (column: string, rowStart: number) => void;

function rowGroupAt({ row_groups: groups }: FileMetaData, rowStart: number): RowGroup {
  let start = 0;
  const found = groups.find(({ num_rows: rows }) => {
    const isHere = start === rowStart && rows > 0n;
    start += Number(rows);
    return isHere;
  });
  if (found === undefined) throw new RangeError(`no row group begins at row ${rowStart}`);
  return found;
}

async function readColumns(
  scan: ParquetScan,
  check: Check,
  columns: readonly string[],
  start: number,
  end: number,
): Promise<Cell[][]> {
  const cells: Cell[][] = [];
  for (const column of columns) cells.push(await readColumn(scan, check, column, start, end));
  return cells;
}

/** Cells [start, end) of a column; a row group is decoded once and kept until the next. */
async function readColumn(
  scan: ParquetScan,
  check: Check,
  column: string,
  start: number,
  end: number,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const group of scan.ranges) {
    const [from, to] = [Math.max(start, group.rowStart), Math.min(end, group.rowEnd)];
    if (from >= to) continue;
    check(column, group.rowStart);
    await scan.readColumn({ column, ...group });
    const part = await scan.readColumn({ column, rowStart: from, rowEnd: to });
    for (const cell of part) cells.push(cell);
  }
  if (cells.length === end - start) return cells;
  throw new RangeError(`column "${column}" has ${cells.length} of ${end - start} rows`);
}

function schemaColumn(tree: SchemaTree): SchemaColumn {
  // A damaged schema may lack what its type promises.
  const name = String(tree.element.name);
  const leaf = onlyLeaf(tree);
  const type = leaf && numberType(leaf);
  const isPlain = tree.children.length === 0 && tree.element.repetition_type !== 'REPEATED';
  if (type !== undefined) return { name, type, kind: isPlain ? 'number' : 'list', what: type };
  const bytes = isPlain ? tree : tree.children.find(({ element }) => element.name === 'bytes');
  const isBytes = bytes?.element.type === 'BYTE_ARRAY' && !isText(bytes);
  const what = leaf?.element.logical_type?.type ?? leaf?.element.type ?? 'struct';
  return { name, type: 'float64', kind: isBytes ? 'bytes' : 'other', what: what.toLowerCase() };
}

/** The leaf of a column, or of its nested lists; `undefined` for structs and maps. */
function onlyLeaf(tree: SchemaTree): SchemaTree | undefined {
  if (tree.children.length === 0) return tree;
  const isList =
    tree.element.logical_type?.type === 'LIST' || tree.element.converted_type === 'LIST';
  const isItem = tree.element.repetition_type === 'REPEATED';
  return tree.children.length === 1 && (isList || isItem) ? onlyLeaf(tree.children[0]) : undefined;
}

function isText({ element }: SchemaTree): boolean {
  return element.converted_type === 'UTF8' || element.logical_type?.type === 'STRING';
}

const physicalTypes: Readonly<Record<string, ElementType>> = {
  BOOLEAN: 'bool',
  INT32: 'int32',
  INT64: 'int64',
  FLOAT: 'float32',
  DOUBLE: 'float64',
};

const convertedTypes: Readonly<Record<string, ElementType>> = {
  UINT_8: 'uint8',
  UINT_16: 'uint16',
  UINT_32: 'uint32',
  UINT_64: 'uint64',
  INT_8: 'int8',
  INT_16: 'int16',
  INT_32: 'int32',
  INT_64: 'int64',
};

/** The type of a column of plain numbers; `undefined` for text, dates, decimals, … */
function numberType({ element }: SchemaTree): ElementType | undefined {
  const { type = '', converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'FLOAT16') return 'float32';
  if (logical?.type === 'INTEGER') {
    return convertedTypes[`${logical.isSigned ? 'INT' : 'UINT'}_${logical.bitWidth}`];
  }
  if (converted !== undefined) return convertedTypes[converted];
  return logical === undefined ? physicalTypes[type] : undefined;
}
