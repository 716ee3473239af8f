import { nearestNeighbours } from '../../engine/extrapolation/neighbours/nearestNeighbours.ts';
import { isStreamed, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { quantileOfSorted, sortedCopy } from '../../engine/stats/quantile.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { rowsAt, rowSubset } from '../scoreCard/rowSubset.ts';

/** How far samples are from one another. */
export interface NearestDistance {
  /** Median of the distance from a sample to the nearest other one; 0 where most have an equal one or there is only one. */
  readonly median: number;
  /** Samples whose neighbours were looked for, evenly spaced. */
  readonly queries: number;
  /** Samples they were looked for among. */
  readonly among: number;
}

const mostQueries = 500;
/** Numbers (rows × columns) taken of streamed rows. */
const mostTaken = 5e7;

/** Exact for the samples looked at; of rows too many to hold the nearest is looked for among evenly spaced ones, and so overestimated. */
export async function nearestDistance(
  rows: RowSource,
  progress: ProgressSink,
  threads?: number,
): Promise<NearestDistance> {
  const among = isStreamed(rows)
    ? await rowsAt(rows, spacedRows(rows.rows, mostTaken / rows.columns))
    : rows;
  const asked = spacedRows(among.rows, mostQueries);
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const options = { product, progress, without: asked };
    const { distances } = await nearestNeighbours(among, rowSubset(among, asked), 1, options);
    const median = distances.length === 0 ? 0 : quantileOfSorted(sortedCopy(distances), 0.5);
    return { median, queries: asked.length, among: among.rows };
  } finally {
    await product.close();
  }
}

/** Row numbers, evenly spaced over all: `most` rounded down, at least one, at most all. */
export function spacedRows(rows: number, most: number): Int32Array {
  const count = Math.max(1, Math.min(rows, Math.floor(most)));
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}
