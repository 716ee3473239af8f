import type { ProgressSink } from '../../progress.ts';
import type { Partition } from '../partition/assemblePartition.ts';
import type { PiecewiseLinearMap } from '../partition/piecewiseLinearMap.ts';
import { columnScales } from '../partition/signTolerance.ts';

/** A partition with the class scores at its vertices; between the corners of a cell they are affine. */
export interface ScoredPartition {
  readonly partition: Partition;
  readonly classes: number;
  /** vertices × classes. */
  readonly scores: Float64Array;
  /** Two scores closer than this are a tie. */
  readonly tolerance: number;
}

/** Vertices evaluated in one call. */
const verticesAtOnce = 8192;

/** Class scores at every vertex, by a forward pass. */
export async function scorePartition(
  plane: PiecewiseLinearMap,
  partition: Partition,
  progress: ProgressSink,
): Promise<ScoredPartition> {
  const count = partition.vertices.length / 2;
  const classes = plane.outputWidth;
  const scores = new Float64Array(count * classes);
  for (let start = 0; start < count; start += verticesAtOnce) {
    const end = Math.min(count, start + verticesAtOnce);
    progress.throwIfCancelled();
    progress.report('class scores', start, count);
    const block = partition.vertices.subarray(2 * start, 2 * end);
    scores.set(await plane.evaluate(block, end - start, plane.sites.length), start * classes);
  }
  const tolerance = columnScales(scores, classes).reduce((most, scale) => Math.max(most, scale), 0);
  return { partition, classes, scores, tolerance };
}
