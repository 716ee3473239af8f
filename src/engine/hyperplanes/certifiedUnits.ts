import { placeOf, type SwitchSite } from '../regions/partition/piecewiseLinearMap.ts';
import type { UnitList } from './activationStatistics.ts';

/** Units whose state no input of a box can change. */
export interface CertifiedUnits {
  /** z ≤ 0 everywhere, at every position. */
  readonly dead: UnitList;
  /** z > 0 everywhere, at every position. */
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
  for (let entry = 0; entry < site.width; entry++) {
    const { channel } = placeOf(site, entry);
    // A bound that is no number proves nothing.
    if (!(upper[entry] <= 0)) mayBeOn[channel] = 1;
    if (!(lower[entry] > 0)) mayBeOff[channel] = 1;
  }
  return { dead: unitsWithout(mayBeOn), alwaysOn: unitsWithout(mayBeOff) };
}

function unitsWithout(flags: Uint8Array): UnitList {
  const units = Array.from(flags.keys()).filter((unit) => flags[unit] === 0);
  return { count: units.length, units };
}
