import type { Cell } from './table.ts';

/** A longer list is a damaged file, not a sample. */
const longestList = 2 ** 26;

/** Items of a cell that is a list: an array, a typed array, or a library's vector; `undefined` for anything else. */
export function cellList(cell: Cell): Iterable<Cell> | undefined {
  if (typeof cell !== 'object' || cell === null) return undefined;
  if (!(Symbol.iterator in cell) || !('length' in cell)) return undefined;
  const { length } = cell;
  const isSample = typeof length === 'number' && length <= longestList;
  return isSample ? (cell as unknown as Iterable<Cell>) : undefined;
}
