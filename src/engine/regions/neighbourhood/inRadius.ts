import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';
import type { FunctionSlopes } from './differentiableMap.ts';

/** A hyperplane that bounds, or may bound, the region of a point. */
export interface Facet {
  /** Index into the network's sites. */
  readonly site: number;
  /** Entry of z, or window of a maximum. */
  readonly unit: number;
  /** Where z bends; for a maximum `undefined`. */
  readonly threshold?: number;
  /** Member of the window that takes over from the winner; only for a maximum. */
  readonly rival?: number;
  /** Distance of the point to it, ≥ 0. */
  readonly distance: number;
}

/**
 * The `count` nearest facet hyperplanes of the point's region, nearest first (geometry-spec D11): |z − threshold| / ‖J‖ over all units,
 * in the norm of which `slopes` are the duals. The first distance is the in-radius: within the ball of that radius every unit keeps
 * its state, and no larger ball does so. Functions constant around the point bound nothing and are left out, so the list is empty for
 * a point whose region is the whole space. A point on a boundary has in-radius 0.
 */
export function nearestFacets(
  sites: readonly SwitchSite[],
  slopes: readonly FunctionSlopes[],
  count: number,
): Facet[] {
  const found: Facet[] = [];
  const offer = (facet: Facet): void => {
    if (found.length === count && !(facet.distance < found[count - 1].distance)) return;
    let at = found.length;
    while (at > 0 && found[at - 1].distance > facet.distance) at--;
    found.splice(at, 0, facet);
    if (found.length > count) found.pop();
  };
  for (const [site, { switch: rule }] of sites.entries()) {
    const { values, slopes: norms } = slopes[site];
    const thresholds = rule.kind === 'thresholds' ? rule.thresholds : [0];
    for (let i = 0; i < values.length; i++) {
      if (norms[i] === 0) continue;
      for (const threshold of thresholds) {
        const distance = Math.abs(values[i] - threshold) / norms[i];
        offer(
          rule.kind === 'thresholds'
            ? { site, unit: i, threshold, distance }
            : { site, unit: Math.floor(i / rule.size), rival: i % rule.size, distance },
        );
      }
    }
  }
  return found;
}

/** Distance to the nearest facet; Infinity when nothing bounds the region. */
export function inRadius(sites: readonly SwitchSite[], slopes: readonly FunctionSlopes[]): number {
  return nearestFacets(sites, slopes, 1)[0]?.distance ?? Infinity;
}
