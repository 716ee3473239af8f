import { affineHull, type AffineHull } from '../../engine/extrapolation/affineHull.ts';
import type { Neighbours } from '../../engine/extrapolation/neighbours/nearestNeighbours.ts';
import { outsideProbabilityBound } from '../../engine/stats/coverageBounds.ts';
import {
  gaussianHullMaxDimension,
  gaussianHullProbability,
  nullEquivalentDimension,
} from '../../engine/stats/gaussianHullNull.ts';
import { formatCount } from '../../report/format.ts';
import type { ExtrapolationSpace, GaussianNull, RelativeDistance } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { ballSection } from './ballSection.ts';
import { calibrate } from './calibrate.ts';
import { classSections } from './classSections.ts';
import { delaunaySection } from './delaunaySection.ts';
import { ellipsoidSection } from './ellipsoidSection.ts';
import { mixtureSection } from './mixtureSection.ts';
import { neighbourSection } from './neighbourSection.ts';
import { roundingNotes } from './roundingNotes.ts';
import { spaceDimensions } from './spaceDimensions.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Principal axes of more columns than this take minutes. */
export const maximalSpectrum = 1024;
/** An ellipsoid of more dimensions than this takes minutes. */
const maximalEllipsoid = 128;

/** A score per test row: the larger, the more it extrapolates. */
export type Scores = ReadonlyMap<string, ArrayLike<number>>;

export interface ScoreCard {
  /** To be joined with the section that {@link ScoredSpace} brings. */
  readonly fields: Omit<
    ExtrapolationSpace,
    'space' | 'dimension' | 'effectiveDimension' | 'train' | 'test' | 'hull' | 'box'
  >;
  readonly scores: Scores;
  readonly pValues: Float64Array | undefined;
  readonly neighbours: Neighbours | undefined;
}

/** Everything a space's score card (D34) says beside verdicts and box. What cannot be computed is left out with a note. */
export async function scoreCard(task: SpaceTask, scored: ScoredSpace): Promise<ScoreCard> {
  const notes: string[] = [];
  const hull = await flatOf(task, notes);
  const dimensions = hull && (await spaceDimensions(task, hull));
  const ball = ballSection(task.train, task.test);
  if (ball) notes.push(...roundingNotes(scored.verdicts, ball.section.radius));
  else notes.push('Ball, ellipsoid and neighbours are left out: they need rows that differ.');
  const ellipsoid = hull && (await ellipsoidOf(task, hull, notes));
  const near = ball && (await neighbourSection(task));
  const calibration = await calibrate(task);
  if (!calibration) notes.push('p-values are left out: they need at least 95 training rows.');
  const mixture = mixtureSection(task, scored);
  const delaunay = delaunaySection(task, scored);
  const classes = await classSections(task);
  const scores = baseScores(scored);
  if (ball) scores.set('ball.ratio', ball.ratios);
  if (ellipsoid) scores.set('ellipsoid.gauge', ellipsoid.gauges);
  if (near) scores.set('neighbours.distance', near.nearest);
  return {
    scores,
    pValues: calibration?.pValues,
    neighbours: near?.neighbours,
    fields: {
      ...(dimensions && { dimensions, gaussianNull: gaussianNull(scored, dimensions.affine) }),
      ...(ball && { ball: ball.section }),
      ...(ellipsoid && { ellipsoid: ellipsoid.section }),
      ...(near && { neighbours: near.section }),
      ...(calibration && { calibration: calibration.section }),
      relativeDistance: relativeDistance(
        scored,
        near?.section.train.median,
        ball && 2 * ball.section.radius,
        calibration?.section.distance.median,
      ),
      coverageBounds: coverageBounds(scored, dimensions?.affine),
      ...(mixture && { mixture }),
      ...(delaunay && { delaunay }),
      ...(classes.length > 0 && { classes }),
      ...(notes.length > 0 && { notes }),
    },
  };
}

/** The scores that verdicts and box bring along. */
export function baseScores({ verdicts, box }: ScoredSpace): Map<string, ArrayLike<number>> {
  return new Map<string, ArrayLike<number>>([
    ['hull.distance', verdicts.map(({ upper }) => upper)],
    ['box.outOfRange', box.fractionOfDimensions.map((share) => 1 - share)],
  ]);
}

async function flatOf(
  { name, train, product, progress }: SpaceTask,
  notes: string[],
): Promise<AffineHull | undefined> {
  if (train.columns <= maximalSpectrum) {
    return affineHull(train, product, namedProgress(progress, `Principal axes of ${name}`));
  }
  notes.push(
    `Dimensions and ellipsoid are left out: the space has ${formatCount(train.columns)} columns, more than ${formatCount(maximalSpectrum)}; use pca:K.`,
  );
  return undefined;
}

async function ellipsoidOf(
  task: SpaceTask,
  hull: AffineHull,
  notes: string[],
): Promise<Awaited<ReturnType<typeof ellipsoidSection>> | undefined> {
  const d = hull.dimension;
  if (d === 0) return undefined;
  if (d > maximalEllipsoid) {
    notes.push(
      `The ellipsoid is left out: the training rows span ${d} dimensions, more than ${maximalEllipsoid}; use pca:K.`,
    );
    return undefined;
  }
  const parameters = (d * (d + 3)) / 2;
  if (task.train.rows < parameters) {
    notes.push(
      `The ellipsoid has ${formatCount(parameters)} parameters but only ${formatCount(task.train.rows)} training rows: it says little about new samples.`,
    );
  }
  return ellipsoidSection(task, hull);
}

/** What Gaussian rows of the same number and affine dimension would show (D33). */
export function gaussianNull({ section }: ScoredSpace, dimension: number): GaussianNull {
  const { train, hull } = section;
  const covered = dimension >= 1 && dimension <= gaussianHullMaxDimension;
  return {
    insideFraction: covered ? gaussianHullProbability(train, dimension) : null,
    equivalentDimension: nullEquivalentDimension(train, hull.insideFraction) ?? null,
  };
}

function relativeDistance(
  { section }: ScoredSpace,
  neighbour: number | undefined,
  diameter: number | undefined,
  heldOut: number | undefined,
): RelativeDistance {
  const median = section.hull.distance?.upper.median;
  const over = (unit: number | undefined): number | null =>
    median !== undefined && unit !== undefined && unit > 0 ? median / unit : null;
  return { toNeighbour: over(neighbour), toDiameter: over(diameter), toHeldOut: over(heldOut) };
}

/** Upper bounds on the share of exchangeable new rows outside box, ball and ellipsoid (D30). */
export function coverageBounds(
  { section }: ScoredSpace,
  affine = section.effectiveDimension,
): NonNullable<ExtrapolationSpace['coverageBounds']> {
  const { train, effectiveDimension } = section;
  return {
    box: outsideProbabilityBound('range-box', train, effectiveDimension),
    ball: outsideProbabilityBound('minimum-ball', train, affine),
    ellipsoid: outsideProbabilityBound('minimum-ellipsoid', train, affine),
  };
}
