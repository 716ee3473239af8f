import { dot64 } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';

/** Lengths and offsets of the hyperplanes w·h + b = 0 that the rows of a layer define. */
export interface RowGeometry {
  /** ‖w‖₂ by unit. */
  readonly norms: Float64Array;
  /** Signed offset b / ‖w‖ by unit, whose size is the distance of the boundary from the origin; NaN where ‖w‖ = 0. */
  readonly offsets: Float64Array;
  /** Units with ‖w‖ > 0, ascending: those that have a boundary. */
  readonly proper: Int32Array;
}

/** Norms and offsets of `weights` (units × fanIn) and `bias` (length units). Throws RangeError where the lengths differ. */
export function rowGeometry(weights: Matrix<Float64Array>, bias: Float64Array): RowGeometry {
  const { rows, columns, data } = weights;
  if (bias.length !== rows || data.length !== rows * columns) {
    throw new RangeError(
      `${rows} × ${columns} weights: ${data.length} values, ${bias.length} biases`,
    );
  }
  const norms = Float64Array.from({ length: rows }, (_, unit) => {
    const start = unit * columns;
    return Math.sqrt(dot64(data, start, data, start, columns));
  });
  const units = Int32Array.from({ length: rows }, (_, unit) => unit);
  return {
    norms,
    offsets: norms.map((norm, unit) => (norm > 0 ? bias[unit] / norm : NaN)),
    proper: units.filter((unit) => norms[unit] > 0),
  };
}
