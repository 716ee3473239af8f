import { readFileSync, statSync } from 'node:fs';
import type * as apacheArrow from 'apache-arrow';
import type { DataType, Vector } from 'apache-arrow';
import { UserError } from '../../../engine/userError.ts';
import { fileError } from '../../bytes/fileErrors.ts';
import type { ElementType } from '../../dataset.ts';
import { checkArrowStream } from './checkArrowStream.ts';
import { readGuarded } from './readGuarded.ts';
import { type SchemaColumn, settleColumns } from './settleColumns.ts';
import type { Table } from './table.ts';
import { tableFormat } from './tableFormat.ts';

/** Apache Arrow IPC (Feather 2) files and streams, uncompressed. */
export const arrowFormat = tableFormat(openArrow);

type Library = typeof apacheArrow;

const mark = Buffer.from('ARROW1');
/** The mark is filled up to eight bytes. */
const streamStart = 8;

/** Buffers are views of the file's bytes, so it is held whole. */
const largestBytes = 2 ** 31;

async function openArrow(path: string): Promise<Table> {
  const library = await import('apache-arrow');
  const bytes = readBytes(path);
  return readGuarded(path, 'Arrow', () => tableOf(library, path, bytes));
}

function tableOf(library: Library, path: string, bytes: Uint8Array): Table {
  const table = readTable(library, path, bytes);
  const { schema, numRows: rows } = table;
  const vectors = new Map<string, Vector | null>(
    schema.fields.map(({ name }) => [name, table.getChild(name)]),
  );
  const columns = schema.fields.map(({ name, type }) => schemaColumn(library, name, type));
  const firstCell = (vector: Vector | null): unknown => (rows > 0 ? vector?.get(0) : null);
  const firstRow = new Map([...vectors].map(([name, vector]) => [name, firstCell(vector)]));
  return {
    path,
    rows,
    columns: settleColumns(columns, firstRow),
    read: (names, start, end) =>
      readGuarded(path, 'Arrow', () =>
        names.map((name) => [...(vectors.get(name)?.slice(start, end) ?? [])]),
      ),
    close: () => Promise.resolve(),
  };
}

function readTable({ tableFromIPC }: Library, path: string, bytes: Uint8Array) {
  // A file is a stream between marks and an index; the library can go round in circles in a damaged index, never in a stream.
  const isFile = Buffer.from(bytes.subarray(0, mark.length)).equals(mark);
  const stream = isFile ? bytes.subarray(streamStart) : bytes;
  checkArrowStream(stream);
  try {
    return tableFromIPC(stream);
  } catch (cause) {
    if (!(cause instanceof Error && /compress|codec/i.test(cause.message))) throw cause;
    throw new UserError(
      `${path} is a compressed Arrow file: save it uncompressed (compression='uncompressed') or as Parquet.`,
      { code: 'unsupported', cause },
    );
  }
}

function readBytes(path: string): Uint8Array {
  try {
    if (statSync(path).size <= largestBytes) return readFileSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
  throw new UserError(
    `${path} is an Arrow file above 2 GB: save it as Parquet, which is read in parts.`,
    { code: 'unsupported' },
  );
}

function schemaColumn(library: Library, name: string, type: DataType): SchemaColumn {
  const { DataType: kinds } = library;
  const what = String(type);
  const leaf = leafOf(library, type);
  const number = numberType(library, leaf);
  if (number) return { name, type: number, kind: leaf === type ? 'number' : 'list', what };
  const inside = kinds.isStruct(type) ? type.children : [];
  const isBytes = kinds.isBinary(type) || kinds.isLargeBinary(type);
  const isPicture = isBytes || inside.some((child) => child.name === 'bytes');
  return { name, type: 'float64', kind: isPicture ? 'bytes' : 'other', what };
}

/** The type inside (nested) lists. */
function leafOf(library: Library, type: DataType): DataType {
  const { DataType: kinds, Type } = library;
  const isList =
    kinds.isList(type) || kinds.isFixedSizeList(type) || type.typeId === Type.LargeList;
  const [item] = isList ? type.children : [];
  return item ? leafOf(library, item.type) : type;
}

/** `undefined` for what is no plain number. */
function numberType(
  { DataType: kinds, Precision }: Library,
  type: DataType,
): ElementType | undefined {
  if (kinds.isBool(type)) return 'bool';
  if (kinds.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}` as ElementType;
  // Half floats come as JavaScript numbers.
  if (kinds.isFloat(type)) return type.precision === Precision.DOUBLE ? 'float64' : 'float32';
  return undefined;
}
