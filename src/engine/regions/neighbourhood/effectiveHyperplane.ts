import { dot64 } from '../../linalg/dot.ts';
import type { DifferentiableMap } from './differentiableMap.ts';
import type { Facet } from './inRadius.ts';

/** A unit's boundary in input coordinates, as it lies in one region: normal · x = offset. */
export interface EffectiveHyperplane {
  readonly normal: Float64Array;
  readonly offset: number;
}

/** The hyperplane of a unit, threshold or rival, as it lies in the region of `point` (geometry-spec D47). */
export async function effectiveHyperplane(
  map: DifferentiableMap,
  point: Float64Array,
  { site, unit, threshold = 0, rival }: Omit<Facet, 'distance'>,
): Promise<EffectiveHyperplane> {
  const { width, switch: rule } = map.sites[site];
  const seed = new Float64Array(width);
  if (rule.kind === 'maximum') {
    const z = await map.evaluate(point, 1, site);
    const members = rule.members.subarray(unit * rule.size, (unit + 1) * rule.size);
    const winner = members.reduce((best, member) => (z[member] > z[best] ? member : best));
    seed[winner] += 1;
    seed[members[rival!]] -= 1;
  } else {
    seed[unit] = 1;
  }
  const { values, gradients } = await map.pullBack(point, site, {
    rows: 1,
    columns: width,
    data: seed,
  });
  const normal = gradients.data;
  const margin = dot64(seed, 0, values, 0, width) - threshold;
  return { normal, offset: dot64(normal, 0, point, 0, point.length) - margin };
}
