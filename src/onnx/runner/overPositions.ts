import { type GraphFragment } from './graphFragment.ts';
import { scaledUnits } from './scaledUnits.ts';
import { type UnitLayout } from './unitLayout.ts';

/** rows × units: the least |z| of each unit over its positions. `z` is a float32 value of the layout. */
export function leastByUnit(fragment: GraphFragment, z: string, layout: UnitLayout): string {
  if (layout.picture) {
    const largest = largestByUnit(fragment, negativeMagnitude(fragment, z, layout), layout);
    return fragment.op('Neg', [largest]);
  }
  return overPositions(fragment, fragment.op('Abs', [z]), layout, (value, axes) =>
    fragment.reduceMin(value, axes),
  );
}

/** rows × units: the largest z of each unit over its positions. */
export function largestByUnit(fragment: GraphFragment, z: string, layout: UnitLayout): string {
  if (layout.picture) {
    return fragment.reshapeRows(fragment.op('GlobalMaxPool', [z]), [layout.units], layout);
  }
  return overPositions(fragment, z, layout, (value, axes) => fragment.reduceMax(value, axes));
}

/** −|z| = z − 2 relu(z), which is exact, of a picture in the layout that its convolution left it in. */
function negativeMagnitude(fragment: GraphFragment, z: string, { units }: UnitLayout): string {
  const scaled = scaledUnits(fragment, fragment.op('Relu', [z]), -2, units);
  return fragment.op('Add', [scaled, z]);
}

/** Seen without the axes of length 1, so that the runtime finds its fast reduction. */
function overPositions(
  fragment: GraphFragment,
  value: string,
  layout: UnitLayout,
  reduce: (value: string, axes: readonly number[]) => string,
): string {
  if (layout.isFlat) return value;
  const { before, units, after } = layout;
  const seenAs = (dims: readonly number[]) => fragment.reshapeRows(value, dims, layout);
  if (before * after === 1) return seenAs([units]);
  return before === 1
    ? reduce(seenAs([units, after]), [2])
    : reduce(seenAs([before, units, after]), [1, 3]);
}
