/** Lines over an interval, by their values at its ends (τ = 0 and τ = 1). */
export interface Lines {
  /** Value of line k at τ = 0. */
  left(k: number): number;
  /** Value of line k at τ = 1. */
  right(k: number): number;
  readonly count: number;
}

export interface Envelope {
  /** Winner just behind τ = 0. */
  readonly first: number;
  /** Winner just before the end. */
  readonly last: number;
  /** Where the winner changes: τ in (0, end), ascending. */
  readonly changes: readonly { readonly tau: number; readonly from: number; readonly to: number }[];
}

/**
 * Maximum of affine functions on [0, end] (end 1, or Infinity for a ray). The maximum is convex, so a line once overtaken never wins
 * again: one pass over the lines a change. Lines that differ by at most `tolerance` at both τ = 0 and τ = 1 are the same line, and
 * the one with the lower number stands for them.
 */
export function upperEnvelope(lines: Lines, tolerance: number, end: number): Envelope {
  const first = startWinner(lines, tolerance);
  const changes: Envelope['changes'][number][] = [];
  let winner = first;
  let tau = 0;
  for (;;) {
    const next = overtaker(lines, winner, tau, tolerance);
    if (!next || next.tau >= end) break;
    changes.push({ tau: next.tau, from: winner, to: next.line });
    winner = next.line;
    tau = next.tau;
  }
  return { first, last: winner, changes };
}

/** Highest line at τ = 0; of those, the steepest. */
function startWinner(lines: Lines, tolerance: number): number {
  let best = 0;
  for (let k = 1; k < lines.count; k++) {
    const lead = lines.left(k) - lines.left(best);
    const gain = lines.right(k) - lines.right(best);
    if (lead > tolerance || (lead >= -tolerance && gain > lead + tolerance)) best = k;
  }
  return best;
}

/** The line that overtakes `winner` first behind `tau`; of several there, the steepest. */
function overtaker(
  lines: Lines,
  winner: number,
  tau: number,
  tolerance: number,
): { readonly tau: number; readonly line: number } | undefined {
  let found: { tau: number; line: number; gain: number } | undefined;
  for (let k = 0; k < lines.count; k++) {
    const lead = lines.left(winner) - lines.left(k);
    const gain = lines.right(k) - lines.right(winner) + lead;
    if (k === winner || !(gain > tolerance)) continue;
    const at = Math.max(lead / gain, tau);
    const isSteeper = found !== undefined && at === found.tau && gain > found.gain;
    if (!found || at < found.tau || isSteeper) found = { tau: at, line: k, gain };
  }
  return found;
}
