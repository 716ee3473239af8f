import { dot64 } from '../../engine/linalg/dot.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import type { PlaneSamples } from '../../protocol/slice.ts';
import type { OpenSlice } from './openSlices.ts';

/** Rows read at once. */
const block = 256;

/** The first `limit` samples projected on the plane, nearest to it first. */
export async function planeSamples(
  { subject, slice }: OpenSlice,
  limit: number,
  progress: ProgressSink,
): Promise<PlaneSamples> {
  const { rows } = subject;
  const labels = await subject.labels();
  const count = Math.min(limit, rows.rows);
  const found: { index: number; u: number; v: number; distance: number }[] = [];
  for (let start = 0; start < count; start += block) {
    progress.throwIfCancelled();
    progress.report('Projecting samples', start, count);
    const end = Math.min(count, start + block);
    const values = await rows.read(start, end);
    const length = values.length / (end - start);
    for (let row = 0; row < end - start; row++) {
      const sample = values.subarray(row * length, (row + 1) * length);
      found.push({ index: start + row, ...project(sample, slice.window) });
    }
  }
  found.sort((a, b) => a.distance - b.distance);
  return {
    index: Int32Array.from(found, ({ index }) => index),
    u: Float64Array.from(found, ({ u }) => u),
    v: Float64Array.from(found, ({ v }) => v),
    distance: Float64Array.from(found, ({ distance }) => distance),
    label: Int32Array.from(found, ({ index }) => labels?.[index] ?? -1),
  };
}

function project(
  sample: Float32Array,
  { origin, axes }: OpenSlice['slice']['window'],
): { u: number; v: number; distance: number } {
  const offset = origin.map((value, i) => sample[i]! - value);
  const [u, v] = axes.map((axis) => dot64(offset, 0, axis, 0, axis.length)) as [number, number];
  // The rest is formed, not the difference of squares: a sample on the plane is at distance 0, not at the root of a rounding error.
  const rest = offset.map((value, i) => value - u * axes[0][i]! - v * axes[1][i]!);
  return { u, v, distance: Math.sqrt(dot64(rest, 0, rest, 0, rest.length)) };
}
