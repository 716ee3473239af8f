import {
  nearestNeighbours,
  type Neighbours,
} from '../../engine/extrapolation/neighbours/nearestNeighbours.ts';
import { NeighbourKeys } from '../../engine/extrapolation/neighbours/neighbourKeys.ts';
import { neighbourVotes } from '../../engine/extrapolation/neighbours/neighbourVotes.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { NeighbourSection } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import { accuracyOf } from '../predictions.ts';
import { rowSubset } from './rowSubset.ts';
import type { SpaceTask } from './spaceTask.ts';

const neighbourCount = 10;
/** Training rows whose own nearest neighbour is sought: enough for a median within some per cent. */
const sampledTrainRows = 500;

/** Nearest training rows of the test rows, against what training rows are to each other (D23, D45); needs two training rows. */
export async function neighbourSection(
  task: SpaceTask,
): Promise<{ section: NeighbourSection; neighbours: Neighbours; nearest: Float64Array }> {
  const { name, train, test, product } = task;
  const progress = namedProgress(task.progress, `Neighbours in ${name}`);
  const keys = new NeighbourKeys(train);
  const neighbours = await nearestNeighbours(keys, test, neighbourCount, { product, progress });
  const { k, distances } = neighbours;
  const nearest = Float64Array.from({ length: test.rows }, (_, row) => distances[row * k]);
  const own = await ownDistances(task, keys);
  const typical = own.median;
  return {
    neighbours,
    nearest,
    section: {
      k,
      distance: summarise(nearest),
      ...(typical > 0 && { ratio: summarise(nearest.map((distance) => distance / typical)) }),
      train: own,
      ...votes(task, neighbours),
    },
  };
}

/** Distances of sampled training rows to their nearest other row. */
async function ownDistances(
  { name, train, product, progress, seed }: SpaceTask,
  keys: NeighbourKeys,
): Promise<Summary> {
  const count = Math.min(sampledTrainRows, train.rows);
  const sample = sampleWithoutReplacement(randomGenerator(seed), count, train.rows);
  const { distances } = await nearestNeighbours(keys, rowSubset(train, sample), 1, {
    product,
    progress: namedProgress(progress, `Neighbours in ${name}`),
    without: sample,
  });
  return summarise(distances);
}

function votes(
  { trainLabels, testLabels, testClasses, test }: SpaceTask,
  neighbours: Neighbours,
): Pick<NeighbourSection, 'agreement' | 'accuracy'> {
  if (!trainLabels) return {};
  const voted = neighbourVotes(neighbours, trainLabels);
  const share = (classes: Int32Array) => accuracyOf(voted, classes.subarray(0, test.rows))!;
  return {
    ...(testClasses && { agreement: share(testClasses) }),
    ...(testLabels && { accuracy: share(testLabels) }),
  };
}
