import { columnRanges } from '../../engine/extrapolation/rangeBox.ts';
import type { InputBox } from '../../onnx/bounds/siteBounds.ts';
import type { SampleSet } from '../samples.ts';

const numbersAtOnce = 2 ** 21;

/** The range of every input element over the first `mostRows` rows of each set, as the model is fed. Cost: one reading of them. */
export async function dataBox(sets: readonly SampleSet[], mostRows = Infinity): Promise<InputBox> {
  const columns = sets[0].shape.reduce((product, size) => product * size, 1);
  const step = Math.max(1, Math.floor(numbersAtOnce / columns));
  const lower = new Float64Array(columns).fill(Infinity);
  const upper = new Float64Array(columns).fill(-Infinity);
  for (const set of sets) {
    const rows = Math.min(set.rows, mostRows);
    for (let start = 0; start < rows; start += step) {
      const end = Math.min(rows, start + step);
      const data = await set.read(start, end);
      const { low, high } = columnRanges({ rows: end - start, columns, data });
      for (let k = 0; k < columns; k++) {
        lower[k] = Math.min(lower[k], low[k]);
        upper[k] = Math.max(upper[k], high[k]);
      }
    }
  }
  return { lower, upper };
}
