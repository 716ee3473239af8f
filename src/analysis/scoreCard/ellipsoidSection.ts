import type { AffineHull } from '../../engine/extrapolation/affineHull.ts';
import { minimumEllipsoid } from '../../engine/extrapolation/ellipsoid/minimumEllipsoid.ts';
import { projectedSquares } from '../../engine/extrapolation/projectedSquares.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { EllipsoidSection } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Rounding that a row on the ellipsoid itself may show. */
const onEllipsoid = 1 + 1e-9;
/** A test row is off the flat when it is this many times as far from it as rounding put any training row. */
const flatSlack = 4;

/** Test rows against the minimum-volume ellipsoid of the training rows (D29). The flat must have a dimension of at least 1. */
export async function ellipsoidSection(
  { name, train, test, product, progress }: SpaceTask,
  hull: AffineHull,
): Promise<{ section: EllipsoidSection; gauges: Float64Array }> {
  const { centre, transform, epsilon } = await minimumEllipsoid(train, hull, {
    product,
    progress: namedProgress(progress, `Ellipsoid in ${name}`),
  });
  const squares = await projectedSquares(test, centre, transform, product);
  const gauges = squares.map(Math.sqrt);
  const trainOff = await projectedSquares(train, hull.mean, hull.normals, product);
  const testOff = await projectedSquares(test, hull.mean, hull.normals, product);
  const allowed = flatSlack ** 2 * trainOff.reduce((most, value) => Math.max(most, value), 0);
  const off = testOff.map((square) => (square > allowed ? 1 : 0));
  return {
    gauges,
    section: {
      inside: gauges.filter((gauge, row) => gauge <= onEllipsoid && off[row] === 0).length,
      gauge: summarise(gauges),
      epsilon,
      offFlat: off.reduce((sum, value) => sum + value, 0),
    },
  };
}
