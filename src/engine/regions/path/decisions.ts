import { columnScales } from '../partition/signTolerance.ts';
import type { ExactPath, ExactRay } from './exactPath.ts';
import { twoClassScores } from '../twoClassScores.ts';
import { upperEnvelope } from './upperEnvelope.ts';

/** Where the winning class changes. */
export interface DecisionChange {
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

export interface Decisions {
  /** Winning class at the middle of each piece between two knots. */
  readonly classes: readonly number[];
  /** Exact switches of the winning class, ascending; scores of two classes that tie along a piece count as the lower class. */
  readonly changes: readonly DecisionChange[];
  /** Least lead of the winner over the runner-up anywhere on the path; 0 with a change. */
  readonly minimumMargin: number;
}

/**
 * Winning classes along a segment: on each piece the scores are affine, so their maximum is an upper envelope of lines. Of a single
 * score class 1 wins above 0.
 */
export function decisions({ knots, scores: raw }: ExactPath): Decisions {
  const scores = raw.length === knots.length ? twoClassScores(raw) : raw;
  const width = scores.length / knots.length;
  const tolerance = columnScales(scores, width).reduce((a, b) => Math.max(a, b), 0);
  const classes: number[] = [];
  const changes: DecisionChange[] = [];
  let before: number | undefined;
  for (let i = 0; i + 1 < knots.length; i++) {
    const left = (k: number) => scores[i * width + k];
    const right = (k: number) => scores[(i + 1) * width + k];
    const {
      first,
      last,
      changes: inner,
    } = upperEnvelope({ count: width, left, right }, tolerance, 1);
    const at = (tau: number) => knots[i].t + tau * (knots[i + 1].t - knots[i].t);
    if (before !== undefined && before !== first)
      changes.push({ t: at(0), from: before, to: first });
    for (const { tau, from, to } of inner) changes.push({ t: at(tau), from, to });
    classes.push(inner.findLast(({ tau }) => tau <= 0.5)?.to ?? first);
    before = last;
  }
  return {
    classes,
    changes,
    minimumMargin: changes.length > 0 ? 0 : leastLead(scores, width),
  };
}

/** Winning classes along a ray, to infinity. */
export interface RayDecisions {
  /** Exact switches, ascending, also those behind the last bend. */
  readonly changes: readonly DecisionChange[];
  /** Class that wins in the end. */
  readonly finalClass: number;
}

/** As {@link decisions}, the unbounded last piece included. */
export function rayDecisions(ray: ExactRay): RayDecisions {
  const { knots } = ray;
  const isSingle = ray.slope.length === 1;
  const scores = isSingle ? twoClassScores(ray.scores) : ray.scores;
  const slope = isSingle ? twoClassScores(ray.slope) : ray.slope;
  const width = slope.length;
  const { classes, changes } = decisions(ray);
  const start = scores.length - width;
  const left = (k: number) => scores[start + k];
  const right = (k: number) => left(k) + slope[k];
  const tolerance = columnScales(scores, width).reduce((a, b) => Math.max(a, b), 0);
  const tail = upperEnvelope({ count: width, left, right }, tolerance, Infinity);
  const last = knots[knots.length - 1].t;
  const all = [
    ...changes,
    ...tail.changes.map(({ tau, ...change }) => ({ t: last + tau, ...change })),
  ];
  const before = changes.at(-1)?.to ?? classes.at(-1);
  if (before !== undefined && before !== tail.first) {
    all.splice(changes.length, 0, { t: last, from: before, to: tail.first });
  }
  return { changes: all, finalClass: tail.last };
}

/** With one winner throughout, the lead is concave on each piece and least at a knot. */
function leastLead(scores: Float64Array, width: number): number {
  let least = Infinity;
  for (let start = 0; start < scores.length; start += width) {
    const row = scores.slice(start, start + width).sort();
    least = Math.min(least, row[width - 1] - row[width - 2]);
  }
  return least;
}
