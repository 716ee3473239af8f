import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type ProbedValues } from './switchCodes.ts';
import { unitLayout } from './unitLayout.ts';

/**
 * Per row, the distance to the nearest hyperplane of the site in its own input space (D2): min over units and positions of |z| · inverse
 * norm. Units without a hyperplane (inverse norm 0, or beyond float32) are left out; `undefined` when none remains.
 */
export function boundaryDistance(
  fragment: GraphFragment,
  site: ActivationSite,
  inverseNorms: Float64Array,
  probed: ProbedValues,
): string | undefined {
  const z = probed.of(site.preActivation);
  const { before, units, after } = unitLayout(z, site.unitAxis, probed.rows);
  const norms = Float32Array.from(inverseNorms);
  const kept = [...norms.keys()].filter((unit) => norms[unit]! > 0 && Number.isFinite(norms[unit]));
  if (kept.length === 0) return undefined;
  const magnitude = fragment.op('Abs', [fragment.toFloat(site.preActivation, z.type)]);
  let nearest = fragment.reshape(magnitude, after > 1 ? [before, units, after] : [before, units]);
  if (after > 1) nearest = fragment.reduceMin(nearest, [3]);
  if (kept.length < units) {
    nearest = fragment.op('Gather', [nearest, fragment.integers(kept)], { axis: 2 });
  }
  const scale = fragment.floats(
    [kept.length],
    kept.map((unit) => norms[unit]!),
  );
  return fragment.reduceMin(fragment.op('Mul', [nearest, scale]), [1, 2]);
}
