import type { Matrix } from '../../linalg/matrix.ts';

/** A model seen from outside: class scores of points, rows × K. */
export interface ScoreFunction {
  evaluate(points: Matrix<Float64Array>): Promise<Matrix<Float64Array>>;
  /**
   * Length of a finite difference: so short that a float64 piecewise-linear network seldom bends within it, longer where
   * evaluation carries float32 rounding.
   */
  readonly step: number;
}
