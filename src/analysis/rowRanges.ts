import { columnRanges } from '../engine/extrapolation/rangeBox.ts';
import { blocksOf, type RowSource } from '../engine/extrapolation/streamed/rowBlocks.ts';

/** Least and greatest value of each column, of rows in memory or in blocks. One pass. */
export async function rowRanges(
  source: RowSource,
): Promise<{ low: Float64Array; high: Float64Array }> {
  const low = new Float64Array(source.columns).fill(Infinity);
  const high = new Float64Array(source.columns).fill(-Infinity);
  for await (const { matrix } of blocksOf(source).blocks()) {
    const own = columnRanges(matrix);
    for (let k = 0; k < low.length; k++) {
      low[k] = Math.min(low[k], own.low[k]);
      high[k] = Math.max(high[k], own.high[k]);
    }
  }
  return { low, high };
}
