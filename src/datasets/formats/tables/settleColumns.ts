import type { ElementType } from '../../dataset.ts';
import { imageHeader } from '../images/imageHeader.ts';
import { cellList } from './cellList.ts';
import { pictureBytes } from './pictureBytes.ts';
import type { Cell, TableColumn } from './table.ts';

/** What a schema says of a column; lengths and pictures show in the first row only. */
export interface SchemaColumn {
  readonly name: string;
  /** Numbers, one or in (nested) lists; bytes, plain or in a struct; anything else. */
  readonly kind: 'number' | 'list' | 'bytes' | 'other';
  /** Of the numbers; float64 where it means nothing. */
  readonly type: ElementType;
  /** In words, for the sentence when nothing in a table can be used. */
  readonly what: string;
}

/** Columns as they are, by the schema and the cells of the first row. */
export function settleColumns(
  schema: readonly SchemaColumn[],
  firstRow: ReadonlyMap<string, Cell>,
): TableColumn[] {
  return schema.map(({ name, kind, type, what }) => {
    const cell = firstRow.get(name);
    if (kind === 'number') return { name, content: { kind, type } };
    if (kind === 'list') {
      const shape = shapeOf(cell);
      if (shape !== undefined) return { name, content: { kind, type, shape } };
    }
    if (kind === 'bytes' && isPicture(cell)) return { name, content: { kind: 'picture' } };
    return { name, content: { kind: 'other', what } };
  });
}

function isPicture(cell: Cell): boolean {
  try {
    return imageHeader(pictureBytes(cell, '')) !== undefined;
  } catch {
    return false;
  }
}

/** Extents of nested lists of one length each; `undefined` for ragged, empty or missing ones. */
function shapeOf(cell: Cell): number[] | undefined {
  const list = cellList(cell);
  if (list === undefined) return [];
  const items = [...list];
  const shapes = items.map(shapeOf);
  const [first] = shapes;
  if (first === undefined || !shapes.every((shape) => String(shape) === String(first))) {
    return undefined;
  }
  return [items.length, ...first];
}
