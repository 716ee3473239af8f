import { isOver } from '../../engine/progress.ts';
import { scoresTogether } from '../../engine/regions/neighbourhood/scoresTogether.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import {
  type DistanceOptions,
  type MeasuredSample,
  type NamedPoint,
  sampleDistances,
} from './sampleDistances.ts';

/** Samples measured in lock-step: most of what there is to gain, and little enough to be held. */
const together = 32;

/** Distances of the samples `indices`, in their order, each handed to `use`; ends early with what there is once the run is over. Throws CancelledError. */
export async function measureSamples<T>(
  network: Float64Network,
  indices: ArrayLike<number>,
  read: (index: number) => Promise<NamedPoint>,
  options: DistanceOptions,
  use: (measured: MeasuredSample, point: Float64Array) => T | Promise<T>,
): Promise<T[]> {
  const { progress } = options;
  let done = 0;
  const found = await scoresTogether(
    network.linearised(),
    { count: indices.length, together },
    async (i, scoresAt) => {
      progress.throwIfCancelled();
      if (isOver(progress)) return undefined;
      const named = await read(indices[i]);
      const measured = await sampleDistances(network, named, { ...options, scoresAt });
      const used = { value: await use(measured, named.point) };
      progress.report('Measuring distances from samples', ++done, indices.length);
      return used;
    },
  );
  return found.flatMap((each) => (each ? [each.value] : []));
}
