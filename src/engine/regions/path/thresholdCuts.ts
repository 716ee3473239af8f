import type { Cut } from './knot.ts';
import type { KnotValues } from './siteCuts.ts';

/**
 * Where the units of a site cross one threshold. A unit that only touches it makes no cut; one that is zero at a knot and has opposite
 * signs beside it is cut there. `tolerances` (length width) say below which magnitude a value is zero.
 */
export function thresholdCuts(
  threshold: number,
  width: number,
  { t, z, isOpen }: KnotValues,
  tolerances: Float64Array,
): Cut[] {
  const cuts: Cut[] = [];
  const last = t.length - 1;
  /** Signs at the knot before this one and at this one; row by row, since the values lie so in memory. */
  const before = new Int8Array(width);
  const sign = Int8Array.from(tolerances, (tolerance, unit) =>
    signOf(z[unit] - threshold, tolerance),
  );
  for (let i = 0; i < last; i++) {
    const isTail = isOpen && i + 1 === last;
    for (let unit = 0, at = i * width; unit < width; unit++, at++) {
      const v = z[at + width] - threshold;
      const here = sign[unit];
      const tolerance = tolerances[unit];
      if (!isTail && here * v > tolerance) {
        before[unit] = here;
        continue;
      }
      const u = z[at] - threshold;
      const next = isTail ? signOf(v - u, tolerance) || here : signOf(v, tolerance);
      if (here * next < 0) {
        cuts.push({ t: t[i] + ((t[i + 1] - t[i]) * u) / (u - v), unit });
      } else if (here === 0 && i > 0 && before[unit] > 0 !== next > 0) {
        // Zero at the knot: a switch there, unless the unit only touches its boundary.
        cuts.push({ t: t[i], unit });
      }
      before[unit] = here;
      sign[unit] = next;
    }
  }
  return cuts;
}

function signOf(value: number, tolerance: number): number {
  if (value > tolerance) return 1;
  return value < -tolerance ? -1 : 0;
}
