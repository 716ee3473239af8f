import type { Dataset } from '../datasets/dataset.ts';
import type { RowBlocks } from '../engine/extrapolation/streamed/rowBlocks.ts';

/** Bytes of a block: large enough for products to run at speed, small against any memory limit. */
const blockBytes = 64e6;

/** A data file as blocks of rows that are read anew on every pass; one buffer serves all blocks. */
export function datasetBlocks(dataset: Dataset): RowBlocks {
  const { rows, rowLength: columns } = dataset;
  const step = Math.max(1, Math.min(rows, Math.floor(blockBytes / (4 * columns))));
  const buffer = new Float32Array(step * columns);
  return {
    rows,
    columns,
    async *blocks() {
      for (let start = 0; start < rows; start += step) {
        const end = Math.min(start + step, rows);
        await dataset.readInto(start, end, buffer);
        const data = buffer.subarray(0, (end - start) * columns);
        yield { start, matrix: { rows: end - start, columns, data } };
      }
    },
  };
}
