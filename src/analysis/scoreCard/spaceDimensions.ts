import type { AffineHull } from '../../engine/extrapolation/affineHull.ts';
import { nearestNeighbours } from '../../engine/extrapolation/neighbours/nearestNeighbours.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { linearDimension, varianceShares } from '../../engine/stats/linearDimension.ts';
import { twoNearestNeighbours } from '../../engine/stats/twoNearestNeighbours.ts';
import type { SpaceDimensions } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Rows TwoNN is taken on: their neighbours cost rows² · d. */
const neighbourRows = 10_000;

/** Linear dimensions from the spectrum, intrinsic dimension from the first training rows (D38, D39). */
export async function spaceDimensions(
  task: Pick<SpaceTask, 'name' | 'train' | 'product' | 'progress'>,
  flat: AffineHull,
): Promise<SpaceDimensions> {
  return { ...linearDimensions(flat), twoNearestNeighbours: await intrinsicDimension(task) };
}

/** Linear dimensions from the spectrum (D38). */
export function linearDimensions({
  dimension,
  variances,
}: AffineHull): Omit<SpaceDimensions, 'twoNearestNeighbours'> {
  const { participationRatio, effectiveRank, axesForShare } = linearDimension(variances);
  return {
    affine: dimension,
    components: varianceShares.map((share, i) => ({ share, count: axesForShare[i] })),
    participationRatio,
    effectiveRank,
  };
}

async function intrinsicDimension({
  name,
  train,
  product,
  progress,
}: Pick<SpaceTask, 'name' | 'train' | 'product' | 'progress'>): Promise<
  SpaceDimensions['twoNearestNeighbours']
> {
  const rows = firstRows(train, neighbourRows);
  const { k, distances } = await nearestNeighbours(rows, rows, 2, {
    product,
    progress: namedProgress(progress, `Intrinsic dimension of ${name}`),
    without: Int32Array.from({ length: rows.rows }, (_, row) => row),
  });
  if (k < 2) return null;
  const estimate = twoNearestNeighbours(
    distances.filter((_, at) => at % 2 === 0),
    distances.filter((_, at) => at % 2 === 1),
  );
  if (!estimate) return null;
  const { dimension, standardError, regression, points } = estimate;
  return { dimension, standardError, regression: regression ?? null, rows: rows.rows, points };
}

function firstRows({ rows, columns, data }: Matrix, count: number): Matrix {
  const kept = Math.min(rows, count);
  return { rows: kept, columns, data: data.subarray(0, kept * columns) };
}
