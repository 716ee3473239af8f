import type { Matrix } from '../../linalg/matrix.ts';
import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';

/** Norm in which distances of the input space are measured: Euclidean, or the largest coordinate. */
export type DistanceNorm = 'euclidean' | 'maximum';

/**
 * Values of some functions at a point and the dual norms of their gradients there (of the Euclidean norm itself, of the maximum norm
 * the sum of absolute values): |value| / slope is the distance to a function's zero set while the function stays affine.
 */
export interface FunctionSlopes {
  readonly values: Float64Array;
  /** Of the same length; 0 for a function that is constant around the point. */
  readonly slopes: Float64Array;
}

/** Values of some functions at a point with their gradients there. */
export interface FunctionGradients {
  readonly values: Float64Array;
  /** One row a function, in input coordinates. */
  readonly gradients: Matrix<Float64Array>;
}

/**
 * A continuous piecewise-linear network with its derivatives, in float64. Derivatives are those of the cell that the activation
 * pattern of the point names, a unit at exactly 0 being inactive (geometry-spec 1.8).
 *
 * The switch functions of a site are those that change sign where it bends: z itself for thresholds; for a maximum the lead of each
 * window's winner over every member (window · size + member), identically 0 for the winner.
 */
export interface DifferentiableMap {
  readonly inputLength: number;
  /** In the order in which they are evaluated. */
  readonly sites: readonly SwitchSite[];
  /** Class scores. */
  readonly outputWidth: number;
  /** z of `sites[site]`, or the class scores for the number of sites, at `rows` points: rows × width. */
  evaluate(points: Float64Array, rows: number, site: number): Promise<Float64Array>;
  /** Switch functions of every site, and last the class scores, with the norms of their gradients. */
  slopes(point: Float64Array, norm: DistanceNorm): Promise<FunctionSlopes[]>;
  /** The same with the gradients themselves: one pass for inputs with few coordinates. */
  gradients(point: Float64Array): Promise<FunctionGradients[]>;
  /**
   * Gradients of linear combinations of z of `sites[site]` (class scores for the number of sites): one a row of `seeds`. `values` are
   * those of z itself.
   */
  pullBack(
    point: Float64Array,
    site: number,
    seeds: Matrix<Float64Array>,
  ): Promise<FunctionGradients>;
  /** Class scores with their gradients at several points, together. */
  scoreGradients(points: readonly Float64Array[]): Promise<FunctionGradients[]>;
}
