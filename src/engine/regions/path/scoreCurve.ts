import { scaledLengthOf } from '../../linalg/dot.ts';
import type { ExactPath } from './exactPath.ts';

/** The curve of class scores over a segment, from its exact pieces (geometry-spec D16, D21). 2-norms throughout. */
export interface ScoreCurve {
  /** Length of the curve. */
  readonly length: number;
  /** Distance between its ends. */
  readonly chord: number;
  /** Largest distance from the point of the chord with the same t; attained at a knot. */
  readonly chordDeviation: number;
  /** Mean of the scores over the segment, exact: outputWidth numbers. */
  readonly mean: Float64Array;
}

/** Measures of the curve t ↦ f(x_t): exact, since it is a polygon with its corners at the knots. */
export function scoreCurve({ knots, scores }: ExactPath): ScoreCurve {
  const width = scores.length / knots.length;
  const row = (i: number) => scores.subarray(i * width, (i + 1) * width);
  const start = row(0);
  const end = row(knots.length - 1);
  const mean = new Float64Array(width);
  let length = 0;
  let chordDeviation = 0;
  for (let i = 0; i < knots.length; i++) {
    const { t } = knots[i];
    const here = row(i);
    const onChord = start.map((value, k) => (1 - t) * value + t * end[k]);
    chordDeviation = Math.max(chordDeviation, distance(here, onChord));
    if (i === 0) continue;
    const before = row(i - 1);
    length += distance(before, here);
    const share = (t - knots[i - 1].t) / 2;
    for (let k = 0; k < width; k++) mean[k] += share * (before[k] + here[k]);
  }
  return { length, chord: distance(start, end), chordDeviation, mean };
}

function distance(a: Float64Array, b: Float64Array): number {
  return scaledLengthOf(a.map((value, i) => value - b[i]));
}
