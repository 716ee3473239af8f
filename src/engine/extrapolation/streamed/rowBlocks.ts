import type { Matrix } from '../../linalg/matrix.ts';

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
  readonly matrix: Matrix<Float32Array>;
}
