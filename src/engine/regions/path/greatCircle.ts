import { dot64 } from '../../linalg/dot.ts';

/**
 * The arc from a to b about the origin: at share t the point sin((1 − t)Ω)/sin Ω · a + sin(tΩ)/sin Ω · b with Ω the angle between
 * them; part of a great circle when they are equally long, else of an ellipse through both.
 */
export interface GreatCircle {
  /** Ω, in radians, in (0, π). */
  readonly angle: number;
  /** Coordinates along a and b of `count` points evenly spaced in t from 0 to 1: count × 2. */
  points(count: number): Float64Array;
  /** Length of the polygon through points given by such coordinates. */
  length(points: Float64Array): number;
}

/** Sine below which two vectors span no arc. */
const leastSine = 1e-9;

/** `undefined` when a and b are parallel, opposite or zero: then there is no one arc. */
export function greatCircle(a: Float64Array, b: Float64Array): GreatCircle | undefined {
  const [aa, ab, bb] = [dot(a, a), dot(a, b), dot(b, b)];
  const cosine = ab / Math.sqrt(aa * bb);
  const angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
  const sine = Math.sin(angle);
  if (!(sine > leastSine)) return undefined;
  return {
    angle,
    points: (count) =>
      Float64Array.from({ length: 2 * count }, (_, i) => {
        const t = Math.floor(i / 2) / (count - 1);
        return Math.sin((i % 2 === 0 ? 1 - t : t) * angle) / sine;
      }),
    length: (points) => {
      let length = 0;
      for (let i = 2; i < points.length; i += 2) {
        const [p, q] = [points[i] - points[i - 2], points[i + 1] - points[i - 1]];
        length += Math.sqrt(Math.max(0, p * p * aa + 2 * p * q * ab + q * q * bb));
      }
      return length;
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  return dot64(a, 0, b, 0, a.length);
}
