import type { HullVerdict } from '../../engine/extrapolation/hull/hullVerdict.ts';
import { formatCount } from '../../report/format.ts';

/** Of the size of the data: what a network's float32 arithmetic may move a value by, some eight units in its last place. */
const arithmeticError = 1e-6;

/**
 * A sentence on samples that are outside by no more than the rounding of float32 values: the verdict is right for the stored numbers,
 * but not one on the model's function. `size` is the radius of a ball around the training rows; none where no sample is that near.
 */
export function roundingNotes(
  verdicts: readonly Pick<HullVerdict, 'verdict' | 'upper'>[],
  size: number,
): string[] {
  const outside = verdicts.filter(({ verdict }) => verdict === 'outside');
  const near = outside.filter(({ upper }) => upper <= arithmeticError * size).length;
  if (near === 0) return [];
  return [
    `${formatCount(near)} of the ${formatCount(outside.length)} samples outside are nearer to the hull than a millionth of the training set’s radius, which is what float32 values may err by: rounding may have put them there.`,
  ];
}
