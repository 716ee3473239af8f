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
  const layout = unitLayout(site.preActivation, site.unitAxis, probed);
  if (inverseNorms.length !== layout.units) {
    const lengths = `${String(inverseNorms.length)} norms for ${String(layout.units)} units`;
    throw new RangeError(`${site.name}: ${lengths}`);
  }
  const norms = Float32Array.from(inverseNorms);
  const kept = [...norms.keys()].filter((unit) => norms[unit]! > 0 && Number.isFinite(norms[unit]));
  if (kept.length === 0) return undefined;
  const magnitude = fragment.op('Abs', [fragment.toFloat(site.preActivation, z.type)]);
  // Positions go first: it is cheaper to scale one number a unit than one a position.
  const nearest =
    layout.after > 1
      ? fragment.reduceMin(magnitude, range(site.unitAxis + 1, z.dims.length))
      : magnitude;
  const isRowFirst = site.unitAxis > 0 && z.dims[0] === probed.rows;
  const axis = isRowFirst ? site.unitAxis : 2;
  const units = isRowFirst ? nearest : fragment.reshape(nearest, [layout.before, layout.units]);
  const boundaries =
    kept.length < layout.units
      ? fragment.op('Gather', [units, fragment.integers(kept)], { axis })
      : units;
  const scale = kept.map((unit) => norms[unit]!);
  const scaled = fragment.op('Mul', [boundaries, fragment.floats([kept.length], scale)]);
  return fragment.reduceMin(scaled, range(1, axis + 1));
}

/** Whole numbers from `start` up to, not including, `end`. */
function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
