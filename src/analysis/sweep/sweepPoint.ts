import { affineHull } from '../../engine/extrapolation/affineHull.ts';
import { hullMembership } from '../../engine/extrapolation/hullMembership.ts';
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
import type { SweepPoint } from './sweepResult.ts';

const reportedShares = [0.9, 0.95, 0.99];

/** Hull verdicts of the test rows in one space, and what Gaussian rows would give. */
export async function sweepPoint(
  name: string,
  size: number,
  train: Matrix,
  test: Matrix,
  { product, progress }: { readonly product: MatrixProduct; readonly progress: ProgressSink },
): Promise<SweepPoint> {
  const hull = await affineHull(
    train,
    product,
    namedProgress(progress, `Principal axes of ${name}`),
  );
  const verdicts = await hullMembership(train, test, {
    product,
    distance: false,
    progress: namedProgress(progress, `Hull in ${name}`),
  });
  const count = (word: string): number => verdicts.filter(({ verdict }) => verdict === word).length;
  const inside = count('inside');
  const { axesForShare } = linearDimension(hull.variances);
  const known = hull.dimension >= 1 && hull.dimension <= gaussianHullMaxDimension;
  return {
    size,
    dimension: train.columns,
    affineDimension: hull.dimension,
    train: train.rows,
    test: test.rows,
    inside,
    undecided: count('undecided'),
    insideFraction: inside / test.rows,
    interval: wilsonInterval(inside, test.rows),
    duplicates: verdicts.filter(({ duplicate }) => duplicate).length,
    gaussianNull: known ? gaussianHullProbability(train.rows, hull.dimension) : null,
    components: reportedShares.map((share) => ({
      share,
      count: axesForShare[varianceShares.indexOf(share)],
    })),
  };
}
