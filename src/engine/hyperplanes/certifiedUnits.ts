import { placeOf, type SwitchSite } from '../regions/partition/piecewiseLinearMap.ts';
import type { UnitList } from './activationStatistics.ts';

/** Units whose state no input of a box can change. */
export interface CertifiedUnits {
  /** z ≤ 0 everywhere, at every position; of a clip z at most its lower corner. */
  readonly dead: UnitList;
  /** z > 0 everywhere, at every position; of a clip z between its corners. */
  readonly alwaysOn: UnitList;
}

/** What bounds of z over a box prove of a site's units; `lower` and `upper` have an entry for each of z. */
export function certifiedUnits(
  site: SwitchSite,
  lower: Float64Array,
  upper: Float64Array,
): CertifiedUnits {
  const units = site.channels?.count ?? site.width;
  const mayBeOn = new Uint8Array(units);
  const mayBeOff = new Uint8Array(units);
  const { thresholds = [] } = site.switch.kind === 'thresholds' ? site.switch : {};
  const [low = 0, high = Infinity] = thresholds;
  for (let entry = 0; entry < site.width; entry++) {
    const { channel } = placeOf(site, entry);
    // A bound that is no number proves nothing.
    if (!(upper[entry] <= low)) mayBeOn[channel] = 1;
    if (!(lower[entry] > low && upper[entry] <= high)) mayBeOff[channel] = 1;
  }
  return { dead: unitsWithout(mayBeOn), alwaysOn: unitsWithout(mayBeOff) };
}

function unitsWithout(flags: Uint8Array): UnitList {
  const units = Array.from(flags.keys()).filter((unit) => flags[unit] === 0);
  return { count: units.length, units };
}
