import { columnRanges } from '../../engine/extrapolation/rangeBox.ts';
import type { RandomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { SampleSet } from '../samples.ts';

/** Inputs that no data show, in the range that each input value has over samples (geometry-spec D12, D16: off the data). */
export interface UniformNoise {
  /** Samples whose range it is: the first ones of the set. */
  readonly rows: number;
  /** A point with independent coordinates, each uniform between the least and the greatest value of its column. */
  draw(rng: RandomGenerator): Float64Array;
}

/** Numbers read to find ranges: 80 MB of float32. */
const mostNumbers = 2e7;
const numbersAtOnce = 2 ** 21;

/** Noise in the range box of the first samples of a set, at least one. Cost: one reading of them. */
export async function uniformNoise(samples: SampleSet): Promise<UniformNoise> {
  const columns = samples.shape.reduce((product, size) => product * size, 1);
  const rows = Math.min(samples.rows, Math.max(1, Math.floor(mostNumbers / columns)));
  const step = Math.max(1, Math.floor(numbersAtOnce / columns));
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let start = 0; start < rows; start += step) {
    const end = Math.min(rows, start + step);
    const data = await samples.read(start, end);
    const block = columnRanges({ rows: end - start, columns, data });
    for (let k = 0; k < columns; k++) {
      low[k] = Math.min(low[k], block.low[k]);
      high[k] = Math.max(high[k], block.high[k]);
    }
  }
  const draw = (rng: RandomGenerator) =>
    low.map((least, k) => least + rng.uniform() * (high[k] - least));
  return { rows, draw };
}
