import { isOver } from '../../engine/progress.ts';
import { scoresTogether } from '../../engine/regions/neighbourhood/scoresTogether.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import { BudgetSpent } from '../diagnosis/workBudget.ts';
import {
  type DistanceOptions,
  type MeasuredSample,
  type NamedPoint,
  sampleDistances,
} from './sampleDistances.ts';

/** Samples measured in lock-step: most of what there is to gain, and little enough to be held. */
const mostTogether = 32;
/** With a budget, those under way when it is spent are lost: at most this share of all. */
const lostShare = 1 / 4;

/**
 * Distances of the samples `indices`, in their order, each handed to `use`; ends early with what there is once the run is over, or the
 * map's budget spent. Throws CancelledError.
 */
export async function measureSamples<T>(
  network: Float64Network,
  indices: ArrayLike<number>,
  read: (index: number) => Promise<NamedPoint>,
  options: DistanceOptions,
  use: (measured: MeasuredSample, point: Float64Array) => T | Promise<T>,
): Promise<T[]> {
  const { progress } = options;
  const together = options.map
    ? Math.min(mostTogether, Math.ceil(lostShare * indices.length))
    : mostTogether;
  let done = 0;
  const found = await scoresTogether(
    options.map ?? network.linearised(),
    { count: indices.length, together },
    async (i, scoresAt) => {
      progress.throwIfCancelled();
      if (isOver(progress)) return undefined;
      const named = await read(indices[i]);
      const measured = await unlessSpent(sampleDistances(network, named, { ...options, scoresAt }));
      if (!measured) return undefined;
      const used = { value: await use(measured, named.point) };
      progress.report('Measuring distances from samples', ++done, indices.length);
      return used;
    },
  );
  return found.flatMap((each) => (each ? [each.value] : []));
}

async function unlessSpent<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}
