import { hullMembership } from '../../engine/extrapolation/hullMembership.ts';
import { conformalPValues } from '../../engine/stats/conformalPValues.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { CalibrationSection } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import { otherRows, rowSubset, stackedRows } from './rowSubset.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Training rows held out: p-values in steps of 1/301. */
const heldOutRows = 300;
/** At most this share of the training rows is held out: the hull of the others must stay close to the hull of all. */
const heldOutShare = 0.2;
/** Fewer could never give p ≤ 0.05. */
const leastHeldOut = 19;
/** Distances are compared, not quoted: bounds within 1 % do. */
const relativeGap = 0.01;

/**
 * Split-conformal p-values by distance to the hull: a seeded random part of the training rows is held out, and its distances and
 * the test rows' are taken to the hull of the other rows. `undefined` with too few training rows.
 */
export async function calibrate({
  name,
  train,
  test,
  seed,
  product,
  progress,
}: SpaceTask): Promise<{ section: CalibrationSection; pValues: Float64Array } | undefined> {
  const count = Math.min(heldOutRows, Math.floor(train.rows * heldOutShare));
  if (count < leastHeldOut) return undefined;
  const heldOut = sampleWithoutReplacement(randomGenerator(seed), count, train.rows);
  const reference = rowSubset(train, otherRows(train.rows, heldOut));
  const verdicts = await hullMembership(reference, stackedRows(rowSubset(train, heldOut), test), {
    product,
    distance: true,
    relativeGap,
    progress: namedProgress(progress, `Calibrating ${name}`),
  });
  const distances = verdicts.map(({ upper }) => upper);
  const own = distances.slice(0, count);
  const pValues = conformalPValues(distances.slice(count), own);
  return {
    pValues,
    section: {
      score: 'hull.distance',
      heldOut: count,
      rows: [...heldOut],
      inside: verdicts.slice(0, count).filter(({ verdict }) => verdict === 'inside').length,
      distance: summarise(own),
      pValue: summarise(pValues),
      rejectedAt5Percent: pValues.filter((p) => p <= 0.05).length / test.rows,
    },
  };
}
