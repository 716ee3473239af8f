import type { Switch } from '../partition/piecewiseLinearMap.ts';
import type { Cut } from './knot.ts';
import { maximumCuts } from './maximumCuts.ts';

type Maximum = Extract<Switch, { kind: 'maximum' }>;

/** Units that are affine on a whole segment, before they are cut off below 0. */
export interface RectifiedUnits {
  /** z at t = 0 and t = 1, one number a unit. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Where each unit crosses 0 on (0, 1); NaN where it does not. */
  readonly zero: Float64Array;
  /** Below which a cut-off value is zero. */
  readonly tolerances: Float64Array;
}

/**
 * Where the winner of windows over max(0, z) changes, window by window: between the zeros of its own members all of them are
 * affine, so no other unit's knots matter. Cost: windows × members².
 */
export function rectifiedMaximumCuts({ size, members }: Maximum, units: RectifiedUnits): Cut[] {
  const cuts: Cut[] = [];
  const alone: Maximum = {
    kind: 'maximum',
    size,
    members: Int32Array.from({ length: size }, (_, k) => k),
  };
  for (let first = 0; first < members.length; first += size) {
    const own = members.subarray(first, first + size);
    if (isOff(own, units)) continue;
    const t = knotsOf(own, units);
    const z = new Float64Array(t.length * size);
    t.forEach((at, row) =>
      own.forEach((unit, k) => (z[row * size + k] = valueAt(units, unit, at))),
    );
    const tolerances = Float64Array.from(own, (unit) => units.tolerances[unit]);
    const found = maximumCuts(alone, size, { t, z, isOpen: false }, tolerances);
    for (const cut of found) cuts.push({ t: cut.t, unit: first / size });
  }
  return cuts;
}

/** Whether the whole window is 0 all the way: most are, on a short segment, and nothing wins there. */
function isOff(window: Int32Array, { start, end }: RectifiedUnits): boolean {
  return window.every((unit) => start[unit] <= 0 && end[unit] <= 0);
}

function knotsOf(window: Int32Array, { zero }: RectifiedUnits): Float64Array {
  const inner = Array.from(window, (unit) => zero[unit]).filter((t) => !Number.isNaN(t));
  return Float64Array.from(new Set([0, ...inner, 1])).sort();
}

function valueAt({ start, end, zero }: RectifiedUnits, unit: number, t: number): number {
  if (t === zero[unit]) return 0;
  return Math.max(0, start[unit] + t * (end[unit] - start[unit]));
}
