import { UserError } from '../../../engine/userError.ts';
import { ByteSink } from '../../bytes/byteSink.ts';
import type { ByteSource } from '../../bytes/byteSource.ts';
import { elementBytes } from '../../elementTypes.ts';
import { PictureRows } from '../images/pictureRows.ts';
import type { ImageHeader } from '../images/imageHeader.ts';
import { cellList } from './cellList.ts';
import { createElements } from './createElements.ts';
import { pictureBytes } from './pictureBytes.ts';
import type { Cell, Table } from './table.ts';
import { rowLength, type TableArray } from './tableArrays.ts';

/** Numbers held at once while a table is turned into rows. */
const numbersAtOnce = 2 ** 21;

/**
 * Reads the first `rows` rows of an array of a table, row-major. Throws UserError naming column and row for an empty cell, a list of
 * another length, or a picture of another size than `picture`, the first one's.
 */
export async function collectRows(
  table: Table,
  array: TableArray,
  rows: number,
  picture: ImageHeader | undefined,
): Promise<ByteSource> {
  const width = rowLength(array);
  const sink = new ByteSink({ expected: rows * width * elementBytes[array.info.type] });
  try {
    const pictures = picture && new PictureRows(picture, sink);
    const block = Math.max(1, Math.floor(numbersAtOnce / Math.max(width, 1)));
    const names = array.columns.map(({ name }) => name);
    for (let start = 0; start < rows; start += block) {
      const end = Math.min(start + block, rows);
      const columns = await table.read(names, start, end);
      if (pictures) appendPictures(pictures, columns[0], `${table.path}#${names[0]}`, start);
      else sink.append(numbersOf(table, array, columns, start, end - start));
    }
    return sink.finish();
  } finally {
    sink.discard();
  }
}

function appendPictures(
  pictures: PictureRows,
  cells: readonly Cell[],
  label: string,
  start: number,
): void {
  cells.forEach((cell, index) => {
    const one = `${label}, row ${start + index}`;
    pictures.append(pictureBytes(cell, one), one);
  });
}

function numbersOf(
  { path }: Table,
  { info, columns: described }: TableArray,
  columns: readonly (readonly Cell[])[],
  start: number,
  rows: number,
): Uint8Array {
  const width = described.length === 1 ? undefined : 1;
  const elements = createElements(info.type, rows * info.shape.slice(1).reduce((a, b) => a * b, 1));
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (const [index, cells] of columns.entries()) {
      const label = `${path}, row ${start + row}, column "${described[index].name}"`;
      const length = width ?? elements.length / rows;
      const written = writeCell(cells[row], elements.set, at);
      if (written !== length) throw wrongLength(label, written, length);
      at += written;
    }
  }
  return elements.bytes;
}

/** Writes a number, or the numbers of a (nested) list in order; returns how many; NaN when something in it is no number. */
function writeCell(cell: Cell, set: (at: number, value: number) => void, at: number): number {
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') {
    set(at, Number(cell));
    return 1;
  }
  const list = cellList(cell);
  if (list === undefined) return NaN;
  let written = 0;
  for (const item of list) written += writeCell(item, set, at + written);
  return written;
}

function wrongLength(label: string, found: number, wanted: number): UserError {
  const what = Number.isNaN(found)
    ? 'is empty or not a number'
    : `has ${found} numbers, but the first row has ${wanted}`;
  return new UserError(`${label} ${what}: complete the row or leave it out.`);
}
