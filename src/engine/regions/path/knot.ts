/** A unit whose switch changes at a knot. */
export interface Crossing {
  /** Index into the network's sites. */
  readonly site: number;
  /** Entry of z, or window of a maximum. */
  readonly unit: number;
}

/** A point where the network bends, or an end of the path. */
export interface Knot {
  readonly t: number;
  /** Every unit that switches here, in the order of the sites; empty at the ends. */
  readonly crossings: Crossing[];
}

/** Cuts closer than this share of t (of the path for t < 1) are one knot with several crossings. */
const mergeDistance = 2 ** -40;

/** A crossing found inside an interval, or at the knot that starts it. */
export interface Cut {
  readonly t: number;
  readonly unit: number;
}

/** Inserts the cuts of one site (any order) into sorted knots; a cut at a knot joins it. */
export function insertCuts(knots: readonly Knot[], cuts: readonly Cut[], site: number): Knot[] {
  const sorted = [...cuts].sort((a, b) => a.t - b.t);
  const merged: Knot[] = [];
  let next = 0;
  for (const [index, knot] of knots.entries()) {
    merged.push(knot);
    const end = knots[index + 1]?.t;
    while (next < sorted.length) {
      const { t, unit } = sorted[next];
      if (end !== undefined && (t > end || isSamePlace(t, end))) break;
      const last = merged[merged.length - 1];
      if (isSamePlace(t, last.t)) last.crossings.push({ site, unit });
      else merged.push({ t, crossings: [{ site, unit }] });
      next++;
    }
  }
  return merged;
}

function isSamePlace(a: number, b: number): boolean {
  return Math.abs(a - b) <= mergeDistance * Math.max(1, Math.abs(a));
}
