import { type ProgressSink, silentProgress } from '../engine/progress.ts';
import {
  isStreamed,
  mappedBlocks,
  type RowBlocks,
  type RowSource,
} from '../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../engine/linalg/matrix.ts';

/**
 * Rows seen through a map to `columns` coordinates: made once where they are at most `held` numbers or came from memory, else anew on
 * every pass. While they are made once, `progress` can cancel after each block.
 */
export async function mappedRows(
  source: RowSource,
  columns: number,
  held: number,
  map: (matrix: Matrix) => Matrix | Promise<Matrix>,
  progress: ProgressSink = silentProgress,
): Promise<RowSource> {
  if (!isStreamed(source)) return map(source);
  const mapped = mappedBlocks(source, columns, map);
  return source.rows * columns > held ? mapped : gathered(mapped, progress);
}

/** All blocks in one matrix, in the precision of the first. There must be a row. */
async function gathered(
  { rows, columns, blocks }: RowBlocks,
  progress: ProgressSink,
): Promise<Matrix> {
  let data: Matrix['data'] | undefined;
  for await (const { start, matrix } of blocks()) {
    progress.throwIfCancelled();
    data ??=
      matrix.data instanceof Float64Array
        ? new Float64Array(rows * columns)
        : new Float32Array(rows * columns);
    data.set(matrix.data, start * columns);
  }
  return { rows, columns, data: data! };
}
