import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { FunctionChecks } from '../../report/report.ts';
import type { ImageGrid } from '../images/imageGrid.ts';
import { namedProgress } from '../namedProgress.ts';
import { rowsAt } from '../scoreCard/rowSubset.ts';
import { membership } from '../scoreSpace.ts';
import { type Augmentation, augmentations } from './augmentations.ts';
import { cloudGrowth } from './cloudGrowth.ts';

/** Training rows that are augmented, each in every way, to see how far they get. */
const reachRows = 50;
/** Training rows that are augmented to see how much the cloud grows. */
const growthRows = 1000;
const relativeGap = 0.01;

interface ReachTask {
  readonly train: RowSource;
  readonly seed: number;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}

/** How far augmented training rows leave the training rows' hull, and how much they add to its dimension and volume (D43). */
export async function augmentationReach(
  { train, seed, product, progress }: ReachTask,
  grid: ImageGrid,
): Promise<NonNullable<FunctionChecks['augmentations']>> {
  const count = Math.min(growthRows, train.rows);
  const sample = await rowsAt(
    train,
    sampleWithoutReplacement(randomGenerator(seed), count, train.rows),
  );
  const changed = augmentations.map((augmentation) => augmented(augmentation, grid, sample));
  const reaching = Math.min(reachRows, count);
  const verdicts = await membership(train, firstOfEach(changed, reaching), {
    product,
    distance: true,
    relativeGap,
    progress: namedProgress(progress, 'Reach of augmentations'),
  });
  const told = namedProgress(progress, 'Growth by augmentations');
  const growth = await cloudGrowth(train, { product, progress: told });
  const reached: NonNullable<FunctionChecks['augmentations']>[number][] = [];
  for (const [i, { name, unit, usual }] of augmentations.entries()) {
    progress.throwIfCancelled();
    told.report('', i, augmentations.length);
    const own = verdicts.slice(i * reaching, (i + 1) * reaching);
    reached.push({
      name,
      amount: usual,
      unit,
      samples: reaching,
      outside: own.filter(({ verdict }) => verdict === 'outside').length,
      distance: summarise(own.map(({ upper }) => upper)),
      growth: await growth(changed[i]),
    });
  }
  return reached;
}

/** Rounded to float32, as data and models are: an unchanged image is then a training row. */
function augmented({ apply, usual }: Augmentation, grid: ImageGrid, rows: Matrix): Matrix {
  const data = new Float32Array(rows.data.length);
  for (let row = 0; row < rows.rows; row++) {
    data.set(apply(grid, rowOf(rows, row), usual), row * rows.columns);
  }
  return { ...rows, data };
}

/** The first `count` rows of every matrix, one below the other. */
function firstOfEach(matrices: readonly Matrix[], count: number): Matrix {
  const [{ columns }] = matrices;
  const data = new Float64Array(matrices.length * count * columns);
  matrices.forEach((matrix, i) => {
    data.set(matrix.data.subarray(0, count * columns), i * count * columns);
  });
  return { rows: matrices.length * count, columns, data };
}
