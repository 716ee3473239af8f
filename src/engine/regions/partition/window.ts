/** A convex window in the plane of coordinates (u, v), counter-clockwise corners: corners × 2. */
export type Window = Float64Array;

/** The square |u|, |v| ≤ half. */
export function squareWindow(half: number): Window {
  return rectangleWindow(-half, -half, half, half);
}

/** The rectangle [u₀, u₁] × [v₀, v₁]. */
export function rectangleWindow(u0: number, v0: number, u1: number, v1: number): Window {
  return Float64Array.of(u0, v0, u1, v0, u1, v1, u0, v1);
}

/**
 * A grid of points inside the convex hull of the window's corners and the corners themselves, rows × 2: where the scale of every unit
 * is read off.
 */
export function windowProbes(window: Window): Float64Array {
  const corners = window.length / 2;
  const points: number[] = [...window];
  const steps = 6;
  for (let i = 1; i < corners - 1; i++) {
    for (let a = 0; a < steps; a++) {
      for (let b = 0; a + b < steps; b++) {
        const [p, q] = [(a + 1 / 3) / steps, (b + 1 / 3) / steps];
        for (let axis = 0; axis < 2; axis++) {
          const at = (corner: number) => window[2 * corner + axis];
          points.push(at(0) + p * (at(i) - at(0)) + q * (at(i + 1) - at(0)));
        }
      }
    }
  }
  return Float64Array.from(points);
}
