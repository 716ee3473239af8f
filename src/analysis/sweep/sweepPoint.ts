import { affineHull } from '../../engine/extrapolation/affineHull.ts';
import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import {
  gaussianHullMaxDimension,
  gaussianHullProbability,
} from '../../engine/stats/gaussianHullNull.ts';
import { linearDimension, varianceShares } from '../../engine/stats/linearDimension.ts';
import { wilsonInterval } from '../../engine/stats/wilsonInterval.ts';
import { namedProgress } from '../namedProgress.ts';
import { maximalSpectrum } from '../scoreCard/scoreCard.ts';
import { membership } from '../scoreSpace.ts';
import { untilOver } from './untilOver.ts';
import type { SweepPoint } from '../../report/report.ts';

const reportedShares = [0.9, 0.95, 0.99];

/** What every point needs. */
export interface SweepTools {
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}

/**
 * Hull verdicts of the test rows in one space, and what Gaussian rows would give. `undefined` where the time is over before the
 * search begins; once it has begun, what it leaves open is undecided.
 */
export async function sweepPoint(
  name: string,
  size: number,
  train: RowSource,
  test: Matrix,
  { product, progress }: SweepTools,
): Promise<SweepPoint | undefined> {
  const flat = await untilOver(progress, (told) =>
    flatOf(name, train, { product, progress: told }),
  );
  if (!flat) return undefined;
  const verdicts = await membership(train, test, {
    product,
    distance: false,
    progress: namedProgress(progress, `Hull in ${name}`),
  });
  const count = (word: string): number => verdicts.filter(({ verdict }) => verdict === word).length;
  const inside = count('inside');
  const { affineDimension } = flat;
  const known = affineDimension >= 1 && affineDimension <= gaussianHullMaxDimension;
  return {
    size,
    dimension: train.columns,
    ...flat,
    train: train.rows,
    test: test.rows,
    inside,
    undecided: count('undecided'),
    insideFraction: inside / test.rows,
    interval: wilsonInterval(inside, test.rows),
    duplicates: verdicts.filter(({ duplicate }) => duplicate).length,
    gaussianNull: known ? gaussianHullProbability(train.rows, affineDimension) : null,
  };
}

/** Dimension and spectrum of the training rows; of very wide spaces only that no more than rows − 1 directions can vary. */
async function flatOf(
  name: string,
  train: RowSource,
  { product, progress }: SweepTools,
): Promise<Pick<SweepPoint, 'affineDimension' | 'affineDimensionIsBound' | 'components'>> {
  if (train.columns > maximalSpectrum) {
    const affineDimension = Math.min(train.columns, train.rows - 1);
    return { affineDimension, affineDimensionIsBound: true, components: [] };
  }
  const told = namedProgress(progress, `Principal axes of ${name}`);
  const { dimension, variances } = await affineHull(train, product, told);
  const { axesForShare } = linearDimension(variances);
  return {
    affineDimension: dimension,
    components: reportedShares.map((share) => ({
      share,
      count: axesForShare[varianceShares.indexOf(share)],
    })),
  };
}
