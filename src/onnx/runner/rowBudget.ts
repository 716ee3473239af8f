import { type Batching } from './batching.ts';
import { type TappedOutputs } from './chunkRunner.ts';

/** Tapped values of one chunk should stay in the processor's caches; measured best between 4 and 16 MB on small nets. */
const cacheBytes = 8 * 1024 * 1024;
const maxPreferredRows = 1024;

/** Whole numbers float32 can count to. */
const maxCount = 2 ** 24;

/** Rows for good speed, and rows beyond which a per-unit count (rows × positions) might be rounded. */
export function rowBudget(
  batching: Batching,
  names: readonly string[],
  outputs: TappedOutputs,
): { readonly preferredRows: number; readonly maxRows: number } {
  const { probed, input } = batching;
  const positions = Math.max(1, ...outputs.sites.map(({ layout }) => layout.positions));
  const maxRows = Math.max(1, Math.floor((maxCount - 1) / positions));
  const elements = [...new Set(names)].reduce(
    (sum, name) => sum + probed.of(name).data.length / probed.rows,
    input.sampleLength,
  );
  const cached = 2 ** Math.floor(Math.log2(Math.max(1, cacheBytes / (4 * elements))));
  return { preferredRows: Math.min(cached, maxPreferredRows, maxRows), maxRows };
}
