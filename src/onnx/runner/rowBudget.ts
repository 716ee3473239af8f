import { type Batching } from './batching.ts';
import { elementCount } from '../tensor/storedTensor.ts';
import { type TappedOutputs } from './chunkRunner.ts';

/** Tapped values of one chunk should stay in the processor's caches; measured best between 4 and 16 MB on small nets. */
const cacheBytes = 8 * 1024 * 1024;
/** In a deep network those of a few neighbouring layers at a time, ... */
const neighbours = 8;
/** ... all of them together bounded: some may have to wait for what reads them. */
const heldBytes = 128 * 1024 * 1024;
const maxPreferredRows = 1024;

/** Whole numbers float32 can count to. */
const maxCount = 2 ** 24;

/** Rows to run at once for good speed, few enough that memory is bounded and no per-unit count (rows × positions) is rounded. */
export function rowBudget(
  batching: Batching,
  names: readonly string[],
  outputs: TappedOutputs,
): number {
  const { probed, input } = batching;
  const positions = Math.max(1, ...outputs.sites.map(({ layout }) => layout.positions));
  const countable = Math.max(1, Math.floor((maxCount - 1) / positions));
  const lengths = Array.from(
    new Set(names),
    (name) => elementCount(probed.of(name).dims) / probed.rows,
  );
  const all = lengths.reduce((sum, length) => sum + length, input.sampleLength);
  const widest = lengths.reduce((most, length) => Math.max(most, length), input.sampleLength);
  const bytes = 4 * Math.max(1, Math.min(all, neighbours * widest));
  const fitting = Math.min(cacheBytes / bytes, heldBytes / (4 * all));
  const cached = 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
  return Math.min(cached, maxPreferredRows, countable);
}
