import { formatShape } from '../report/format.ts';
import type { Limit } from '../report/report.ts';

/**
 * Whether the logits of a sample are scores of classes: one number or one row of them. `shape` holds their axes longer than 1. The
 * output of a segmentation or a language model has several: it decides at each of its positions, and there is no class of a sample.
 */
export function areClassScores(shape: readonly number[]): boolean {
  return shape.length <= 1;
}

/** What a report says of logits that are no {@link areClassScores}. */
export function classLimits(shape: readonly number[]): Limit[] {
  if (areClassScores(shape)) return [];
  const effect =
    `its output is ${formatShape(shape)} numbers a sample, which are no class scores: ` +
    'predicted classes, accuracy and distances to the decision boundary are left out';
  return [{ op: '', node: '', effect }];
}

/**
 * Class of each row: the index of its largest logit (first on a tie). A single logit is a two-class score:
 * class 1 above 0. `logits` is rows × width, row-major.
 */
export function predictedClasses(logits: ArrayLike<number>, width: number): Int32Array {
  const rows = width === 0 ? 0 : logits.length / width;
  const classes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    if (width === 1) {
      classes[row] = logits[start] > 0 ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let column = 1; column < width; column++) {
      if (logits[start + column] > logits[start + best]) best = column;
    }
    classes[row] = best;
  }
  return classes;
}

/** Share of rows whose class is the label; `null` for no rows. */
export function accuracyOf(classes: Int32Array, labels: Int32Array): number | null {
  if (classes.length === 0) return null;
  let correct = 0;
  for (let row = 0; row < classes.length; row++) {
    if (classes[row] === labels[row]) correct++;
  }
  return correct / classes.length;
}
