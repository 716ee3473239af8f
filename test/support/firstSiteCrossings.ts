import { dot64, lengthOf } from '../../src/engine/linalg/dot.ts';
import { type Matrix, rowOf } from '../../src/engine/linalg/matrix.ts';

/**
 * Per point: how many hyperplanes of the first site meet its neighbourhood, in closed form and without making vertices.
 * With a frame the cross-polytope: −r‖Vw‖_∞ < w·x + b ≤ r‖Vw‖_∞, which equals switchingUnits on its vertices;
 * without one the ball of that radius, r‖w‖₂ in place of r‖Vw‖_∞. Rows w = 0 have no boundary and are never counted.
 */
export function firstSiteCrossings(
  layer: { readonly weights: Matrix<Float64Array>; readonly bias: Float64Array },
  points: Matrix<Float64Array>,
  { radius, frame }: { readonly radius: number; readonly frame?: Matrix<Float64Array> },
): Int32Array {
  const { weights, bias } = layer;
  const reach = Float64Array.from({ length: weights.rows }, (_, unit) => {
    return (
      radius *
      (frame ? largestProduct(frame, rowOf(weights, unit)) : lengthOf(rowOf(weights, unit)))
    );
  });
  return Int32Array.from({ length: points.rows }, (_, point) => {
    const x = rowOf(points, point);
    let crossings = 0;
    for (let unit = 0; unit < weights.rows; unit++) {
      const z = bias[unit] + dot64(weights.data, unit * weights.columns, x, 0, x.length);
      if (z > -reach[unit] && z <= reach[unit]) crossings++;
    }
    return crossings;
  });
}

function largestProduct(frame: Matrix<Float64Array>, w: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < frame.rows; row++) {
    largest = Math.max(largest, Math.abs(dot64(rowOf(frame, row), 0, w, 0, w.length)));
  }
  return largest;
}
