import { duplicateRows } from '../hull/duplicateRows.ts';
import { dataSize } from '../hull/scaledRows.ts';
import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { ProgressSink } from '../../progress.ts';
import { squaredDistance } from '../squaredDistance.ts';
import { CoreRows } from './coreRows.ts';
import type { RowBlocks } from './rowBlocks.ts';

/** What two passes over the rows tell. */
export interface BlockMoments {
  /** Mean row. */
  readonly centre: Float64Array;
  /** The data's size, as {@link dataSize} has it. */
  readonly size: number;
  /** Data units per scaled unit: the size, or 1 where that is 0. */
  readonly scale: number;
  /** By query the row that equals it, else −1. */
  readonly duplicates: Int32Array;
  /** Evenly spaced rows to begin with. */
  readonly core: CoreRows;
}

/** Rows of the first core: enough for most verdicts, few enough to solve at once. */
const coreRows = 16_384;

/** Centre and size of the rows, their first core and the queries that are rows. */
export async function blockMoments(
  source: RowBlocks,
  queries: Matrix,
  progress: ProgressSink,
): Promise<BlockMoments> {
  const { rows, columns } = source;
  const centre = new Float64Array(columns);
  const core = new CoreRows(columns);
  const duplicates = new Int32Array(queries.rows).fill(-1);
  const step = Math.max(1, Math.floor(rows / coreRows));
  for await (const { start, matrix } of source.blocks()) {
    progress.throwIfCancelled();
    progress.report('reading', start, rows);
    for (let i = 0; i < matrix.rows; i++) {
      const row = rowOf(matrix, i);
      for (let k = 0; k < columns; k++) centre[k] += row[k] / rows;
      if ((start + i) % step === 0) core.add(start + i, row);
    }
    duplicateRows(matrix, queries).forEach((row, query) => {
      if (row >= 0 && duplicates[query] < 0) duplicates[query] = start + row;
    });
  }
  let largest = 0;
  for await (const { matrix } of source.blocks()) {
    progress.throwIfCancelled();
    for (let i = 0; i < matrix.rows; i++) {
      largest = Math.max(largest, squaredDistance(matrix, i, centre));
    }
  }
  const size = dataSize(Math.sqrt(largest), centre);
  return { centre, size, scale: size > 0 ? size : 1, duplicates, core };
}
