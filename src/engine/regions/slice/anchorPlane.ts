import { scaledLengthOf } from '../../linalg/dot.ts';
import { UserError } from '../../userError.ts';

/** A plane in the input space with orthonormal axes. */
export interface SlicePlane {
  readonly origin: Float64Array;
  /** e1, e2. */
  readonly axes: readonly [Float64Array, Float64Array];
}

/** The square window around three anchors. */
export interface AnchorPlane extends SlicePlane {
  /** The window is |u|, |v| ≤ half. */
  readonly half: number;
  /** Coordinates of the anchors: 3 × 2. */
  readonly anchors: Float64Array;
}

/** A triangle flatter than this (sine of its angle at the first anchor) has no plane of its own. */
const leastSine = 1e-9;

/**
 * The plane through three points: centred on their centroid, e1 ∝ b − a, e2 from c − a by Gram–Schmidt; half = (1 + margin) · the largest
 * |coordinate| of an anchor. Throws UserError when the points are equal or on one line.
 */
export function anchorPlane(
  points: readonly [Float64Array, Float64Array, Float64Array],
  margin: number,
): AnchorPlane {
  const [a, b, c] = points;
  const origin = a.map((value, i) => (value + b[i] + c[i]) / 3);
  const axes = orthonormalAxes(
    b.map((value, i) => value - a[i]),
    c.map((value, i) => value - a[i]),
  );
  if (!axes) {
    throw new UserError(
      'The three anchors lie on one line, so they span no plane: choose samples that differ.',
    );
  }
  const anchors = Float64Array.from(
    points.flatMap((point) => axes.map((axis) => dotDifference(point, origin, axis))),
  );
  const reach = anchors.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { origin, axes, anchors, half: (1 + margin) * reach };
}

/** Gram–Schmidt of two directions, or `undefined` when they are parallel or zero. */
export function orthonormalAxes(
  first: Float64Array,
  second: Float64Array,
): readonly [Float64Array, Float64Array] | undefined {
  const e1 = normalised(first);
  const length = scaledLengthOf(second);
  if (!e1 || length === 0) return undefined;
  const along = dot(second, e1);
  const rest = second.map((value, i) => value - along * e1[i]);
  if (scaledLengthOf(rest) <= leastSine * length) return undefined;
  const e2 = normalised(rest);
  return e2 && [e1, e2];
}

function normalised(vector: Float64Array): Float64Array | undefined {
  const length = scaledLengthOf(vector);
  return length === 0 ? undefined : vector.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function dotDifference(point: Float64Array, origin: Float64Array, axis: Float64Array): number {
  return point.reduce((sum, value, i) => sum + (value - origin[i]) * axis[i], 0);
}
