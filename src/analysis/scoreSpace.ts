import type { Matrix } from '../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../engine/progress.ts';
import type { HullVerdict } from '../engine/extrapolation/hull/hullVerdict.ts';
import { hullMembership } from '../engine/extrapolation/hullMembership.ts';
import { columnRanges, rangeBox, type RangeBox } from '../engine/extrapolation/rangeBox.ts';
import type { RowBlocks } from '../engine/extrapolation/streamed/rowBlocks.ts';
import { streamedHullMembership } from '../engine/extrapolation/streamed/streamedHull.ts';
import { summarise } from '../engine/stats/summarise.ts';
import { wilsonInterval } from '../engine/stats/wilsonInterval.ts';
import type { ExtrapolationSpace, HullSection } from '../report/report.ts';
import { namedProgress } from './namedProgress.ts';

/** Test rows compared with training rows in one space. */
export interface ScoredSpace {
  readonly section: ExtrapolationSpace;
  /** Per test row. */
  readonly verdicts: readonly HullVerdict[];
  readonly box: RangeBox;
}

/**
 * Hull membership (D22), distance to the hull (D23, when asked) and range box (D25, D26) of every test row.
 * Progress is told as `hull:NAME`.
 */
export async function scoreSpace(
  name: string,
  train: Matrix,
  test: Matrix,
  options: { distance: boolean; product: MatrixProduct; progress: ProgressSink },
): Promise<ScoredSpace> {
  const { distance, product, progress } = options;
  const verdicts = await hullMembership(train, test, {
    product,
    distance,
    progress: namedProgress(progress, `Hull in ${name}`),
  });
  return scoredSpace(name, train, verdicts, rangeBox(train, test), distance);
}

/** {@link scoreSpace} for training rows that are too many to hold, read from their file in blocks as often as needed. */
export async function scoreStreamedSpace(
  name: string,
  train: RowBlocks,
  test: Matrix,
  options: { distance: boolean; product: MatrixProduct; progress: ProgressSink },
): Promise<ScoredSpace> {
  const { distance, product, progress } = options;
  const verdicts = await streamedHullMembership(train, test, {
    product,
    distance,
    progress: namedProgress(progress, `Hull in ${name}`),
  });
  return scoredSpace(name, train, verdicts, rangeBox(await rangeRows(train), test), distance);
}

/** Two rows with the same range box as all rows: the least and the greatest value of each column. */
async function rangeRows({ columns, blocks }: RowBlocks): Promise<Matrix<Float64Array>> {
  const data = new Float64Array(2 * columns).fill(Infinity).fill(-Infinity, columns);
  for await (const { matrix } of blocks()) {
    const { low, high } = columnRanges(matrix);
    for (let k = 0; k < columns; k++) {
      data[k] = Math.min(data[k], low[k]);
      data[columns + k] = Math.max(data[columns + k], high[k]);
    }
  }
  return { rows: 2, columns, data };
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
