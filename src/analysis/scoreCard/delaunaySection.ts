import { columnMeans } from '../../engine/extrapolation/columnMeans.ts';
import { DelaunaySimplices } from '../../engine/extrapolation/delaunay/delaunaySimplex.ts';
import { squaredDistances } from '../../engine/extrapolation/squaredDistance.ts';
import { rowOf } from '../../engine/linalg/matrix.ts';
import type { DelaunaySection } from '../../report/report.ts';
import { accuracyOf } from '../predictions.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { classWeights } from './classWeights.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Beyond these the simplices take minutes; few test rows of so many dimensions are inside anyway. */
const maximalDimension = 20;
const maximalRows = 10_000;

/**
 * The Delaunay interpolant of the training labels as a model of its own (D24), on the test rows inside the hull: the class with
 * most weight in the simplex. `undefined` without training labels, without rows inside, or where it would take too long.
 */
export function delaunaySection(
  { train, test, trainLabels, testLabels, testClasses, progress, name }: SpaceTask,
  { verdicts }: ScoredSpace,
): DelaunaySection | undefined {
  if (!trainLabels || train.columns > maximalDimension || train.rows > maximalRows)
    return undefined;
  const inside = verdicts.flatMap(({ verdict }, row) => (verdict === 'inside' ? [row] : []));
  const centre = columnMeans(train);
  const size = Math.sqrt(squaredDistances(train, centre).reduce((a, b) => Math.max(a, b), 0));
  if (inside.length === 0 || !(size > 0)) return undefined;
  const simplices = new DelaunaySimplices(train, centre, size);
  const rows: number[] = [];
  const classes: number[] = [];
  for (const [done, row] of inside.entries()) {
    progress.throwIfCancelled();
    progress.report(`Delaunay simplices in ${name}`, done, inside.length);
    const simplex = simplices.containing(rowOf(test, row));
    // A row within the solver's tolerance of a face may be outside to the last digit.
    if (!simplex) continue;
    rows.push(row);
    classes.push(classWeights(simplex, trainLabels)[0][0]);
  }
  if (rows.length === 0) return undefined;
  const shareOf = (other: Int32Array): number =>
    accuracyOf(
      Int32Array.from(classes),
      Int32Array.from(rows, (row) => other[row]),
    )!;
  return {
    samples: rows.length,
    ...(testClasses && { agreement: shareOf(testClasses) }),
    ...(testLabels && { accuracy: shareOf(testLabels) }),
  };
}
