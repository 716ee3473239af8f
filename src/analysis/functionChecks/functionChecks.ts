import { mixupGaps } from '../../engine/extrapolation/function/mixupGap.ts';
import {
  randomSquaredSlopes,
  tangentInvariance,
} from '../../engine/extrapolation/function/tangentInvariance.ts';
import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { FunctionChecks } from '../../report/report.ts';
import type { ImageGrid } from '../images/imageGrid.ts';
import { rowsAt } from '../scoreCard/rowSubset.ts';
import { augmentationReach } from './augmentationReach.ts';
import { augmentations, tangentOf } from './augmentations.ts';
import type { OpenedScores } from './openScoreFunction.ts';
import { saliencySection } from './saliencySection.ts';

export interface FunctionTask {
  readonly scores: OpenedScores;
  /** Training and test rows as the model wants them. */
  readonly train: RowSource;
  readonly test: Matrix;
  /** `undefined` when samples are no images. */
  readonly grid: ImageGrid | undefined;
  readonly trainLabels: Int32Array | undefined;
  readonly seed: number;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}

/** Test rows whose slopes are taken. */
const tangentRows = 100;
/** Pairs of training rows that are mixed. */
const mixupPairs = 500;

/** How the model behaves between and around the data: tangents (D42), augmentations (D43), mixtures (D44), saliency (D27). */
export async function functionChecks(task: FunctionTask): Promise<FunctionChecks> {
  const { scores, train, test, grid, progress } = task;
  progress.report('Saliency', 0, 0);
  return {
    exactness: scores.exactness,
    saliency: await saliencySection(scores, train, test),
    mixup: await mixup(task),
    ...(grid && {
      tangents: await tangents(task, grid),
      augmentations: await augmentationReach(task, grid),
    }),
  };
}

async function tangents(
  { scores, test, seed, progress }: FunctionTask,
  grid: ImageGrid,
): Promise<NonNullable<FunctionChecks['tangents']>> {
  const points = widened(test, Math.min(tangentRows, test.rows));
  const atRandom = await randomSquaredSlopes(scores, points, randomGenerator(seed));
  const found: { name: string; ratio: number; samples: number }[] = [];
  for (const [done, augmentation] of augmentations.entries()) {
    progress.throwIfCancelled();
    progress.report('Slopes along augmentations', done, augmentations.length);
    const directions = new Float64Array(points.data.length);
    for (let row = 0; row < points.rows; row++) {
      directions.set(tangentOf(augmentation, grid, rowOf(points, row)), row * points.columns);
    }
    const tangents = { ...points, data: directions };
    const result = await tangentInvariance(scores, points, tangents, atRandom);
    if (result) found.push({ name: augmentation.name, ratio: result.ratio, samples: result.rows });
  }
  return found;
}

async function mixup({
  scores,
  train,
  trainLabels,
  seed,
  progress,
}: FunctionTask): Promise<FunctionChecks['mixup']> {
  progress.report('Mixing training rows', 0, 0);
  const rng = randomGenerator(seed);
  const draw = (): Int32Array =>
    Int32Array.from({ length: mixupPairs }, () => rng.integer(train.rows));
  const [first, second] = [draw(), draw()];
  const gaps = await mixupGaps(
    scores,
    widened(await rowsAt(train, first)),
    widened(await rowsAt(train, second)),
    rng,
  );
  const over = (wanted: (pair: number) => boolean): Summary | null => {
    const kept = gaps.filter((gap, pair) => !Number.isNaN(gap) && wanted(pair));
    return kept.length === 0 ? null : summarise(kept);
  };
  const same = (pair: number): boolean =>
    trainLabels?.[first[pair]] === trainLabels?.[second[pair]];
  return {
    pairs: mixupPairs,
    gap: over(() => true),
    ...(trainLabels && { sameClass: over(same), otherClass: over((pair) => !same(pair)) }),
  };
}

function widened({ rows, columns, data }: Matrix, count = rows): Matrix<Float64Array> {
  return { rows: count, columns, data: Float64Array.from(data.subarray(0, count * columns)) };
}
