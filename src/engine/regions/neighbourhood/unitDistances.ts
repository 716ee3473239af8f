import { placeOf, type SwitchSite } from '../partition/piecewiseLinearMap.ts';
import type { FunctionSlopes } from './differentiableMap.ts';

/** How near points came to the boundaries of one site's units. */
export interface SiteDistances {
  readonly name: string;
  /** By channel (a unit of a dense layer): the least distance over points and positions; Infinity where the unit was constant around every point. */
  readonly nearest: Float64Array;
}

/**
 * Distances of points, in the space of the network's input, to the boundaries of all its units one by one: |z − threshold| / ‖J‖ with
 * J the unit's gradient at the point (geometry-spec D11), least over the points. Deeper than the first site they are those of the
 * network as it is linear around the point: a distance is exact where nothing else switches on the way, else an estimate. Units that take
 * maxima have no boundary of their own and are left out.
 */
export class UnitDistances {
  readonly #sites: readonly SwitchSite[];
  readonly #nearest: readonly (Float64Array | undefined)[];

  constructor(sites: readonly SwitchSite[]) {
    this.#sites = sites;
    this.#nearest = sites.map(({ switch: rule, channels, width }) =>
      rule.kind === 'thresholds'
        ? new Float64Array(channels?.count ?? width).fill(Infinity)
        : undefined,
    );
  }

  /** `slopes` are those of one point, in the order of the sites. */
  add(slopes: readonly FunctionSlopes[]): void {
    for (const [index, nearest] of this.#nearest.entries()) {
      const site = this.#sites[index];
      if (!nearest || site.switch.kind !== 'thresholds') continue;
      const { values, slopes: norms } = slopes[index];
      for (let unit = 0; unit < values.length; unit++) {
        if (norms[unit] === 0) continue;
        const { channel } = placeOf(site, unit);
        for (const threshold of site.switch.thresholds) {
          const distance = Math.abs(values[unit] - threshold) / norms[unit];
          if (distance < nearest[channel]) nearest[channel] = distance;
        }
      }
    }
  }

  result(): SiteDistances[] {
    return this.#nearest.flatMap((nearest, index) =>
      nearest ? [{ name: this.#sites[index].name, nearest }] : [],
    );
  }
}
