import type { Matrix } from '../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../engine/progress.ts';
import type { HullVerdict } from '../engine/extrapolation/hull/hullVerdict.ts';
import { hullMembership, type HullOptions } from '../engine/extrapolation/hullMembership.ts';
import { rangeBox, type RangeBox } from '../engine/extrapolation/rangeBox.ts';
import { isStreamed, type RowSource } from '../engine/extrapolation/streamed/rowBlocks.ts';
import { streamedHullMembership } from '../engine/extrapolation/streamed/streamedHull.ts';
import { summarise } from '../engine/stats/summarise.ts';
import { wilsonInterval } from '../engine/stats/wilsonInterval.ts';
import type { ExtrapolationSpace, HullSection } from '../report/report.ts';
import { namedProgress } from './namedProgress.ts';
import { rowRanges } from './rowRanges.ts';

/** Test rows compared with training rows in one space. */
export interface ScoredSpace {
  readonly section: ExtrapolationSpace;
  /** Per test row. */
  readonly verdicts: readonly HullVerdict[];
  readonly box: RangeBox;
}

/**
 * Hull membership (D22), distance to the hull (D23, when asked) and range box (D25, D26) of every test row, against training rows in
 * memory or read in blocks. Progress is told as `Hull in NAME`.
 */
export async function scoreSpace(
  name: string,
  train: RowSource,
  test: Matrix,
  options: { distance: boolean; product: MatrixProduct; progress: ProgressSink },
): Promise<ScoredSpace> {
  const { distance, product, progress } = options;
  const verdicts = await membership(train, test, {
    product,
    distance,
    progress: namedProgress(progress, `Hull in ${name}`),
  });
  const box = rangeBox(await rangeRows(train), test);
  return scoredSpace(name, train, verdicts, box, distance);
}

/** {@link hullMembership} or, for rows that are too many to hold, {@link streamedHullMembership}. */
export function membership(
  train: RowSource,
  test: Matrix,
  options: HullOptions,
): Promise<HullVerdict[]> {
  return isStreamed(train)
    ? streamedHullMembership(train, test, options)
    : hullMembership(train, test, options);
}

/** Two rows with the same range box as all rows: the least and the greatest value of each column. */
async function rangeRows(train: RowSource): Promise<Matrix<Float64Array>> {
  const { low, high } = await rowRanges(train);
  return { rows: 2, columns: train.columns, data: Float64Array.from([...low, ...high]) };
}

function scoredSpace(
  name: string,
  train: { readonly rows: number; readonly columns: number },
  verdicts: readonly HullVerdict[],
  box: RangeBox,
  distance: boolean,
): ScoredSpace {
  return {
    verdicts,
    box,
    section: {
      space: name,
      dimension: train.columns,
      effectiveDimension: box.effectiveDimension,
      train: train.rows,
      test: verdicts.length,
      hull: hullSection(verdicts, distance),
      box: { inside: box.inside, fractionOfDimensions: summarise(box.fractionOfDimensions) },
    },
  };
}

function hullSection(verdicts: readonly HullVerdict[], distance: boolean): HullSection {
  const count = (word: HullVerdict['verdict']): number =>
    verdicts.filter(({ verdict }) => verdict === word).length;
  const inside = count('inside');
  return {
    inside,
    outside: count('outside'),
    undecided: count('undecided'),
    insideFraction: inside / verdicts.length,
    interval: wilsonInterval(inside, verdicts.length),
    duplicates: verdicts.filter(({ duplicate }) => duplicate).length,
    ...(distance && { distance: distanceSection(verdicts) }),
  };
}

function distanceSection(verdicts: readonly HullVerdict[]): NonNullable<HullSection['distance']> {
  const gaps = verdicts.map(({ lower, upper }) => (upper > 0 ? (upper - lower) / upper : 0));
  return {
    lower: summarise(verdicts.map(({ lower }) => lower)),
    upper: summarise(verdicts.map(({ upper }) => upper)),
    relativeGap: gaps.reduce((largest, gap) => Math.max(largest, gap), 0),
  };
}
