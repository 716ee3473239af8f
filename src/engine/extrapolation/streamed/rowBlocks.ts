import { type Matrix, rowsOf } from '../../linalg/matrix.ts';

/** Rows that are too many to hold, read in blocks from first to last as often as needed. */
export interface RowBlocks {
  readonly rows: number;
  readonly columns: number;
  /** Blocks in order; a block's array may be used again for the next. */
  blocks(): AsyncIterable<RowBlock>;
}

export interface RowBlock {
  /** Number of the block's first row. */
  readonly start: number;
  readonly matrix: Matrix;
}

/** Training rows as a solver takes them: held in memory, or read in blocks. */
export type RowSource = Matrix | RowBlocks;

/** True for rows that are read in blocks because they are too many to hold. */
export function isStreamed(source: RowSource): source is RowBlocks {
  return 'blocks' in source;
}

/** The rows in blocks; a matrix is one block, or several of at most `rowsPerBlock` rows (views, no copies). */
export function blocksOf(source: RowSource, rowsPerBlock = source.rows): RowBlocks {
  if (isStreamed(source)) return source;
  const { rows, columns } = source;
  return {
    rows,
    columns,
    async *blocks() {
      for (let start = 0; start < rows; start += rowsPerBlock) {
        const end = Math.min(start + rowsPerBlock, rows);
        yield await Promise.resolve({ start, matrix: rowsOf(source, start, end) });
      }
    },
  };
}

/** The rows seen through a map to `columns` coordinates that is applied anew on every pass. */
export function mappedBlocks(
  source: RowBlocks,
  columns: number,
  map: (matrix: Matrix) => Matrix | Promise<Matrix>,
): RowBlocks {
  return {
    rows: source.rows,
    columns,
    async *blocks() {
      for await (const { start, matrix } of source.blocks()) {
        yield { start, matrix: await map(matrix) };
      }
    },
  };
}
