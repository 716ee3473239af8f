import { affineHull } from '../../engine/extrapolation/affineHull.ts';
import type { RowBlocks } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { formatCount } from '../../report/format.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { namedProgress } from '../namedProgress.ts';
import {
  baseScores,
  coverageBounds,
  gaussianNull,
  maximalSpectrum,
  type ScoreCard,
} from './scoreCard.ts';
import { linearDimensions } from './spaceDimensions.ts';
import type { SpaceTask } from './spaceTask.ts';

/** The card of a run that was ended: verdicts and box with a note, nothing more. */
export function verdictsAlone(scored: ScoredSpace): ScoreCard {
  const notes = ['The run was ended early: only verdicts and range box are here.'];
  return {
    scores: baseScores(scored),
    pValues: undefined,
    neighbours: undefined,
    fields: { coverageBounds: coverageBounds(scored), notes },
  };
}

/**
 * What the score card (D34) can say of training rows that are read in blocks: linear dimensions, the Gaussian null and coverage
 * bounds, with a note on what is left out and why.
 */
export async function streamedCard(
  { name, product, progress }: Pick<SpaceTask, 'name' | 'product' | 'progress'>,
  train: RowBlocks,
  scored: ScoredSpace,
): Promise<ScoreCard> {
  const flat =
    train.columns <= maximalSpectrum
      ? await affineHull(train, product, namedProgress(progress, `Principal axes of ${name}`))
      : undefined;
  const dimensions = flat && { ...linearDimensions(flat), twoNearestNeighbours: null };
  const gigabytes = (4 * train.rows * train.columns) / 1e9;
  return {
    scores: baseScores(scored),
    pValues: undefined,
    neighbours: undefined,
    fields: {
      ...(dimensions && { dimensions, gaussianNull: gaussianNull(scored, dimensions.affine) }),
      coverageBounds: coverageBounds(scored, dimensions?.affine),
      notes: [
        `The ${formatCount(train.rows)} training rows of ${formatCount(train.columns)} numbers (${gigabytes.toFixed(1)} GB) were read in blocks: ` +
          'ball, ellipsoid, neighbours, intrinsic dimension, p-values and classes are left out; use pca:K, --limit-train or a larger --memory for them.',
      ],
    },
  };
}
