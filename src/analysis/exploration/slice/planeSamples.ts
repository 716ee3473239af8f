import type { ProgressSink } from '../../../engine/progress.ts';
import { planeShadow } from '../../../engine/regions/slice/samples/planeShadow.ts';
import type { PlaneSamples } from '../../../protocol/slice.ts';
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
  const { through } = subject.region;
  const columns = subject.region.network.inputLength;
  const found: { index: number; u: number; v: number; distance: number }[] = [];
  for (let start = 0; start < count; start += block) {
    progress.throwIfCancelled();
    progress.report('Projecting samples', start, count);
    const end = Math.min(count, start + block);
    const values = await rows.read(start, end);
    const data = through ? await through(values, end - start) : values;
    const shadow = planeShadow(slice.window, { rows: end - start, columns, data });
    for (const [row, distance] of shadow.offPlane.entries()) {
      const [u, v] = [shadow.coordinates[2 * row]!, shadow.coordinates[2 * row + 1]!];
      found.push({ index: start + row, u, v, distance });
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
