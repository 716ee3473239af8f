import { type GraphFragment } from './graphFragment.ts';
import { type UnitLayout } from './unitLayout.ts';

/**
 * Per unit, the number of active (sample, position) pairs: rows × width indicators are summed over the batch by a product with the row
 * weights, then over positions. Float32 holds the sums exactly while rows × positions stays below 2^24.
 */
export function unitCounts(
  fragment: GraphFragment,
  indicators: string,
  layout: UnitLayout,
  rowWeights: string,
): string {
  const perPosition = fragment.op('MatMul', [rowWeights, indicators]);
  const { before, units, after } = layout;
  if (before * after === 1) return perPosition;
  return fragment.reduceSum(fragment.reshape(perPosition, [before, units, after]), [0, 1, 3]);
}
