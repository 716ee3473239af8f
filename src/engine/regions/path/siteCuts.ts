import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';
import type { Cut } from './knot.ts';
import { type Envelope, upperEnvelope } from './upperEnvelope.ts';

/** Consecutive knots with the values of one site there. */
export interface KnotValues {
  /** Ascending. */
  readonly t: ArrayLike<number>;
  /** knots × width. */
  readonly z: Float64Array;
  /** The last entry is no knot but a point in the unbounded last interval of a ray. */
  readonly isOpen: boolean;
}

/** Where a site switches: inside the intervals, and at the knots between two of them. */
export function siteCuts(site: SwitchSite, values: KnotValues, tolerances: Float64Array): Cut[] {
  const rule = site.switch;
  if (rule.kind === 'maximum') {
    return maximumCuts(rule, site.width, values, tolerances);
  }
  return rule.thresholds.flatMap((threshold) =>
    thresholdCuts(threshold, site.width, values, tolerances),
  );
}

function thresholdCuts(
  threshold: number,
  width: number,
  { t, z, isOpen }: KnotValues,
  tolerances: Float64Array,
): Cut[] {
  const cuts: Cut[] = [];
  const last = t.length - 1;
  for (let unit = 0; unit < width; unit++) {
    const tolerance = tolerances[unit];
    let before = 0;
    let u = z[unit] - threshold;
    let sign = signOf(u, tolerance);
    for (let i = 0; i < last; i++) {
      const v = z[(i + 1) * width + unit] - threshold;
      const isTail = isOpen && i + 1 === last;
      const next = isTail ? signOf(v - u, tolerance) || sign : signOf(v, tolerance);
      if (sign * next < 0) {
        cuts.push({ t: t[i] + ((t[i + 1] - t[i]) * u) / (u - v), unit });
      } else if (sign === 0 && i > 0 && before > 0 !== next > 0) {
        // Zero at the knot: a switch there, unless the unit only touches its boundary.
        cuts.push({ t: t[i], unit });
      }
      before = sign;
      sign = next;
      u = v;
    }
  }
  return cuts;
}

function signOf(value: number, tolerance: number): number {
  if (value > tolerance) return 1;
  return value < -tolerance ? -1 : 0;
}

function maximumCuts(
  { size, members }: { readonly size: number; readonly members: Int32Array },
  width: number,
  { t, z, isOpen }: KnotValues,
  tolerances: Float64Array,
): Cut[] {
  const cuts: Cut[] = [];
  const last = t.length - 1;
  for (let window = 0; window * size < members.length; window++) {
    const start = window * size;
    const tolerance = largest(tolerances, members, start, size);
    let before: number | undefined;
    for (let i = 0; i < last; i++) {
      const at = (row: number, k: number) => z[row * width + members[start + k]];
      const end = isOpen && i + 1 === last ? Infinity : 1;
      const lines = {
        count: size,
        left: (k: number) => at(i, k),
        right: (k: number) => at(i + 1, k),
      };
      const envelope: Envelope = upperEnvelope(lines, tolerance, end);
      if (before !== undefined && !isSameLine(lines, before, envelope.first, tolerance)) {
        cuts.push({ t: t[i], unit: window });
      }
      for (const { tau } of envelope.changes) {
        cuts.push({ t: t[i] + (t[i + 1] - t[i]) * tau, unit: window });
      }
      before = envelope.last;
    }
  }
  return cuts;
}

function isSameLine(
  lines: { left(k: number): number; right(k: number): number },
  a: number,
  b: number,
  tolerance: number,
): boolean {
  return (
    Math.abs(lines.left(a) - lines.left(b)) <= tolerance &&
    Math.abs(lines.right(a) - lines.right(b)) <= tolerance
  );
}

function largest(values: Float64Array, at: Int32Array, start: number, size: number): number {
  let found = 0;
  for (let k = start; k < start + size; k++) found = Math.max(found, values[at[k]]);
  return found;
}
