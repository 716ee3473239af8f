import type { RandomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { SampleSet } from '../samples.ts';
import { dataBox } from './dataBox.ts';

/** Inputs that no data show, in the range that each input value has over samples (geometry-spec D12, D16: off the data). */
export interface UniformNoise {
  /** Samples whose range it is: the first ones of the set. */
  readonly rows: number;
  /** A point with independent coordinates, each uniform between the least and the greatest value of its column. */
  draw(rng: RandomGenerator): Float64Array;
}

/** Numbers read to find ranges: 80 MB of float32. */
const mostNumbers = 2e7;

/** Noise in the range box of the first samples of a set, at least one. Cost: one reading of them. */
export async function uniformNoise(samples: SampleSet): Promise<UniformNoise> {
  const columns = samples.shape.reduce((product, size) => product * size, 1);
  const rows = Math.min(samples.rows, Math.max(1, Math.floor(mostNumbers / columns)));
  const { lower, upper } = await dataBox([samples], rows);
  const draw = (rng: RandomGenerator) =>
    lower.map((least, k) => least + rng.uniform() * (upper[k] - least));
  return { rows, draw };
}
