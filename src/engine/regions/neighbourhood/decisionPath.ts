import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';
import type { FunctionSlopes } from './differentiableMap.ts';

/**
 * The half-spaces that lead to a sample's region and so to its prediction (geometry-spec D47; Aytekin 2022 reads a network as this
 * tree of oblique decisions): one entry a unit and threshold, or a member of a window that did not win, in the order in which the
 * network takes them. Arrays of equal length.
 */
export interface DecisionPath {
  /** Index into the network's sites. */
  readonly sites: Int32Array;
  /** Entry of z, or window of a maximum. */
  readonly units: Int32Array;
  /** Where z bends; for a maximum 0. */
  readonly thresholds: Float64Array;
  /** Member of the window that lost, −1 where there is no window. */
  readonly rivals: Int32Array;
  /** z − threshold, or the winner's lead: above 0 the unit is on this side of its hyperplane, at 0 or below on the other. */
  readonly margins: Float64Array;
  /** Distance of the sample to the hyperplane, in the norm of the slopes. */
  readonly distances: Float64Array;
}

/** Lists the decisions of a sample; units that are constant in its region decide nothing there and are left out. */
export function decisionPath(
  sites: readonly SwitchSite[],
  slopes: readonly FunctionSlopes[],
): DecisionPath {
  const found: { site: number; unit: number; threshold: number; rival: number; entry: number }[] =
    [];
  for (const [site, { switch: rule }] of sites.entries()) {
    const { slopes: norms } = slopes[site];
    for (let entry = 0; entry < norms.length; entry++) {
      if (norms[entry] === 0) continue;
      if (rule.kind === 'maximum') {
        const [unit, rival] = [Math.floor(entry / rule.size), entry % rule.size];
        found.push({ site, unit, threshold: 0, rival, entry });
      } else {
        for (const threshold of rule.thresholds) {
          found.push({ site, unit: entry, threshold, rival: -1, entry });
        }
      }
    }
  }
  const margins = Float64Array.from(
    found,
    ({ site, entry, threshold }) => slopes[site].values[entry] - threshold,
  );
  return {
    sites: Int32Array.from(found, ({ site }) => site),
    units: Int32Array.from(found, ({ unit }) => unit),
    thresholds: Float64Array.from(found, ({ threshold }) => threshold),
    rivals: Int32Array.from(found, ({ rival }) => rival),
    margins,
    distances: margins.map((margin, i) => {
      const { site, entry } = found[i];
      return Math.abs(margin) / slopes[site].slopes[entry];
    }),
  };
}
