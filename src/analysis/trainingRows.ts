import type { RowBlocks, RowSource } from '../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../engine/linalg/matrix.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { readMatrix, type RowReader } from './spaceMatrices.ts';

/** Bytes of a block: large enough for products to run at speed, small against any memory limit. */
const blockBytes = 32e6;

/**
 * Training rows in memory where they are at most `held` numbers, else read from their file in blocks as often as needed.
 * Reports rows done under `stage`.
 */
export async function trainingRows(
  reader: RowReader,
  columns: number,
  held: number,
  stage: string,
  progress: ProgressSink,
): Promise<RowSource> {
  return reader.rows * columns > held
    ? readerBlocks(reader, columns)
    : readMatrix(reader, columns, stage, progress);
}

/** Stored rows as blocks that are read anew on every pass; one buffer serves all blocks where the reader can fill one. */
export function readerBlocks(reader: RowReader, columns: number): RowBlocks {
  const { rows } = reader;
  const step = Math.max(1, Math.min(rows, Math.floor(blockBytes / (4 * columns))));
  const buffer = new Float32Array(reader.readInto ? step * columns : 0);
  const block = async (start: number, end: number): Promise<Matrix> => {
    const size = { rows: end - start, columns };
    if (!reader.readInto) return { ...size, data: await reader.read(start, end) };
    await reader.readInto(start, end, buffer);
    return { ...size, data: buffer.subarray(0, size.rows * columns) };
  };
  return {
    rows,
    columns,
    async *blocks() {
      for (let start = 0; start < rows; start += step) {
        const end = Math.min(start + step, rows);
        yield { start, matrix: await block(start, end) };
      }
    },
  };
}
