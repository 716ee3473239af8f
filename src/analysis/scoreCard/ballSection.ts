import { ballAround, minimumBall } from '../../engine/extrapolation/ball/minimumBall.ts';
import { columnMeans } from '../../engine/extrapolation/columnMeans.ts';
import { squaredDistances } from '../../engine/extrapolation/squaredDistance.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { BallSection } from '../../report/report.ts';

/** Rounding that a row on the sphere itself may show. */
const onSphere = 1 + 1e-9;

/** Test rows against the minimum ball and the centroid ball of the training rows (D28); `undefined` when all rows are equal. */
export function ballSection(
  train: Matrix,
  test: Matrix,
): { section: BallSection; ratios: Float64Array } | undefined {
  const ball = minimumBall(train);
  if (!(ball.radius > 0)) return undefined;
  const centroid = ballAround(train, columnMeans(train));
  const ratiosTo = (centre: Float64Array, radius: number): Float64Array =>
    squaredDistances(test, centre).map((square) => Math.sqrt(square) / radius);
  const inside = (ratios: Float64Array): number =>
    ratios.filter((ratio) => ratio <= onSphere).length;
  const ratios = ratiosTo(ball.centre, ball.radius);
  return {
    ratios,
    section: {
      radius: ball.radius,
      gap: ball.gap,
      inside: inside(ratios),
      ratio: summarise(ratios),
      centroid: {
        radius: centroid.radius,
        inside: inside(ratiosTo(centroid.centre, centroid.radius)),
      },
    },
  };
}
