import type { ColumnMetaData, DataReader, PageHeader, RowGroup, SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import type { SynchronousFile } from './synchronousFile.ts';

/** More values in one chunk than any writer puts there; the library holds them all at once. */
const mostValues = 2 ** 27;

/** Encodings whose values are runs of indices behind a byte that says their width. */
const indexed = new Set(['PLAIN_DICTIONARY', 'RLE_DICTIONARY']);

/** The first bytes of a page's contents, and how many entries its runs may have. */
interface Page {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/**
 * Checks what the library takes on trust in a column of a row group (parquet.thrift and Encodings.md of the Parquet format): how many
 * values its pages announce, and how long the runs in them are. Otherwise a few changed bytes make it fill the memory until V8 ends the
 * process. Throws RangeError.
 */
export function checkParquetChunks(
  file: SynchronousFile,
  tree: SchemaTree,
  group: RowGroup,
  column: string,
): void {
  for (const { meta_data: chunk } of group.columns) {
    if (chunk?.path_in_schema[0] === column) checkChunk(file, tree, chunk);
  }
}

function checkChunk(file: SynchronousFile, tree: SchemaTree, chunk: ColumnMetaData): void {
  const path = getTreePath(tree, chunk.path_in_schema);
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const buffer = file.slice(start, start + Number(chunk.total_compressed_size));
  const reader: DataReader = { view: new DataView(buffer), offset: 0 };
  let left = Number(chunk.num_values);
  if (!(left >= 0 && left <= mostValues)) throw new RangeError(`a row group of ${left} values`);
  while (left > 0 && reader.offset < buffer.byteLength - 1) {
    const page = nextPage(reader);
    const { dictionary_page_header: dictionary } = page.header;
    const count = valuesOf(page.header);
    if (!(count >= 0 && count <= (dictionary ? mostValues : left))) {
      throw new RangeError(`a page announces ${count} values where ${left} are left`);
    }
    if (dictionary) continue;
    checkPage(page, count, chunk, path);
    left -= count;
  }
}

function nextPage(reader: DataReader): Page {
  const header = parquetHeader(reader);
  const end = reader.offset + header.compressed_page_size;
  if (!(end >= reader.offset && end <= reader.view.byteLength)) {
    throw new RangeError('a page is longer than its column');
  }
  const bytes = new Uint8Array(reader.view.buffer, reader.offset, header.compressed_page_size);
  reader.offset = end;
  return { header, bytes };
}

function valuesOf(header: PageHeader): number {
  const { data_page_header: first, data_page_header_v2: second } = header;
  return (first ?? second ?? header.dictionary_page_header)?.num_values ?? 0;
}

/** Levels of repetition, levels of definition, then values. */
function checkPage(
  { header, bytes }: Page,
  count: number,
  { codec, type }: ColumnMetaData,
  path: SchemaTree[],
): void {
  const levels = [getMaxRepetitionLevel(path), getMaxDefinitionLevel(path)].map(bitWidth);
  const size = header.uncompressed_page_size;
  const second = header.data_page_header_v2;
  if (second === undefined) {
    const reader = readerOf(decompressPage(bytes, size, codec, compressors));
    for (const width of levels) if (width > 0) skipLevels(reader, width, count);
    checkValues(reader, header.data_page_header?.encoding, type, count);
    return;
  }
  const lengths = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
  const reader = readerOf(bytes);
  for (const [at, width] of levels.entries()) {
    const end = reader.offset + lengths[at];
    if (width > 0) checkRuns(reader, width, count);
    reader.offset = end;
  }
  const values = bytes.subarray(reader.offset);
  const isPacked = second.is_compressed !== false;
  const valueBytes = size - lengths[0] - lengths[1];
  const plain = isPacked ? decompressPage(values, valueBytes, codec, compressors) : values;
  checkValues(readerOf(plain), second.encoding, type, count);
}

/** Bits that hold a level. */
function bitWidth(largest: number): number {
  return 32 - Math.clz32(largest);
}

function readerOf(bytes: Uint8Array): DataReader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}

/** Levels behind their length in bytes. */
function skipLevels(reader: DataReader, width: number, count: number): void {
  const end = reader.offset + 4 + reader.view.getUint32(reader.offset, true);
  reader.offset += 4;
  checkRuns(reader, width, count);
  reader.offset = end;
}

function checkValues(
  reader: DataReader,
  encoding: string | undefined,
  type: string,
  count: number,
): void {
  if (encoding === 'RLE' && type === 'BOOLEAN') {
    skipLevels(reader, 1, count);
  } else if (encoding !== undefined && (indexed.has(encoding) || encoding === 'RLE')) {
    if (count === 0 || reader.offset >= reader.view.byteLength) return;
    const width = reader.view.getUint8(reader.offset++);
    if (width > 0) checkRuns(reader, width, count);
  }
}

/** Runs of one value may not be longer than what is left; packed ones end on a multiple of 8, and what they have beyond is left out. */
function checkRuns(reader: DataReader, width: number, count: number): void {
  let seen = 0;
  while (seen < count && reader.offset < reader.view.byteLength) {
    const head = readVarInt(reader);
    const length = (head & 1) === 1 ? (head >>> 1) * 8 : head >>> 1;
    if ((head & 1) === 0 && seen + length > count) {
      throw new RangeError(`a run of ${length} where ${count - seen} values are left`);
    }
    reader.offset += (head & 1) === 1 ? (head >>> 1) * width : Math.ceil(width / 8);
    seen += length;
  }
}
