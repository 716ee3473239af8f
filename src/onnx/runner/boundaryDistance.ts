import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type UnitLayout } from './unitLayout.ts';

/**
 * Per row, the distance to the nearest hyperplane of the site in its own input space (D2): min over units of |z| · inverse norm, from
 * `leastByUnit`, rows × units. Units without a hyperplane (inverse norm 0, or beyond float32) are left out; `undefined` when none remains.
 */
export function boundaryDistance(
  fragment: GraphFragment,
  site: ActivationSite,
  inverseNorms: Float64Array,
  { units }: UnitLayout,
  leastByUnit: string,
): string | undefined {
  if (inverseNorms.length !== units) {
    const lengths = `${String(inverseNorms.length)} norms for ${String(units)} units`;
    throw new RangeError(`${site.name}: ${lengths}`);
  }
  const norms = Float32Array.from(inverseNorms);
  const kept = [...norms.keys()].filter((unit) => norms[unit]! > 0 && Number.isFinite(norms[unit]));
  if (kept.length === 0) return undefined;
  const boundaries =
    kept.length < units
      ? fragment.op('Gather', [leastByUnit, fragment.integers(kept)], { axis: 1 })
      : leastByUnit;
  const scale = kept.map((unit) => norms[unit]!);
  const scaled = fragment.op('Mul', [boundaries, fragment.floats([kept.length], scale)]);
  return fragment.reduceMin(scaled, [1]);
}
