import type { SampleSet } from '../samples.ts';

/** Some samples of a set as the model wants them, one after the other in the order of `indices`. */
export async function readRows(
  samples: SampleSet,
  indices: ArrayLike<number>,
): Promise<Float32Array> {
  const length = samples.shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(indices.length * length);
  for (let i = 0; i < indices.length; i++) {
    data.set(await samples.read(indices[i], indices[i] + 1), i * length);
  }
  return data;
}
