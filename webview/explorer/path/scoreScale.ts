import type { PathCurve } from './pathCurve.ts';

/** Where scores are drawn. */
export interface ScoreScale {
  /** Pixel of a score. */
  y(score: number): number;
  /** Round values inside the frame. */
  readonly ticks: readonly number[];
}

/** Extra room above and below, as a share of the range. */
const room = 0.06;
/** About so many values are written beside the frame. */
const wantedTicks = 5;

/** Evenly from the least to the largest score between the samples; those beyond them may lie outside. */
export function scoreScale(
  { t, scores }: Pick<PathCurve, 't' | 'scores'>,
  top: number,
  bottom: number,
): ScoreScale {
  let [low, high] = [Infinity, -Infinity];
  for (const [i, row] of scores.entries()) {
    if (t[i]! > 1) break;
    for (const score of row) {
      low = Math.min(low, score);
      high = Math.max(high, score);
    }
  }
  const span = high > low ? high - low : 1;
  const [from, to] = [low - room * span, high + room * span];
  return {
    y: (score) => bottom - ((score - from) / (to - from)) * (bottom - top),
    ticks: roundValues(from, to),
  };
}

/** Multiples of 1, 2 or 5 times a power of ten between two values. */
function roundValues(from: number, to: number): number[] {
  const rough = (to - from) / wantedTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power < 2 ? 2 : rough / power < 5 ? 5 : 10);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}
