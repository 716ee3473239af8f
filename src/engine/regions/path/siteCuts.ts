import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';
import type { Cut } from './knot.ts';
import { maximumCuts } from './maximumCuts.ts';
import { thresholdCuts } from './thresholdCuts.ts';

/** Consecutive knots with the values of one site there. */
export interface KnotValues {
  /** Ascending. */
  readonly t: ArrayLike<number>;
  /** knots × width. */
  readonly z: Float64Array;
  /** The last entry is no knot but a point in the unbounded last interval of a ray. */
  readonly isOpen: boolean;
}

/** Where a site switches: inside the intervals, and at the knots between two of them. In no particular order. */
export function siteCuts(site: SwitchSite, values: KnotValues, tolerances: Float64Array): Cut[] {
  const rule = site.switch;
  if (rule.kind === 'maximum') return maximumCuts(rule, site.width, values, tolerances);
  return rule.thresholds.flatMap((threshold) =>
    thresholdCuts(threshold, site.width, values, tolerances),
  );
}
