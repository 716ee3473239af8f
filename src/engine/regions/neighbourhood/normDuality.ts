import { dot64 } from '../../linalg/dot.ts';
import type { DistanceNorm } from './differentiableMap.ts';

/** Norm of a gradient that bounds the change of a function over a step of length 1: the dual of the norm of distances. */
export function dualNorm(gradient: Float64Array, norm: DistanceNorm): number {
  if (norm === 'euclidean') return Math.sqrt(dot64(gradient, 0, gradient, 0, gradient.length));
  let sum = 0;
  for (const slope of gradient) sum += Math.abs(slope);
  return sum;
}

/** Length of a step. */
export function primalNorm(step: Float64Array, norm: DistanceNorm): number {
  if (norm === 'euclidean') return Math.sqrt(dot64(step, 0, step, 0, step.length));
  let largest = 0;
  for (const change of step) largest = Math.max(largest, Math.abs(change));
  return largest;
}

/** Shortest step along which a function of this gradient grows by 1. The gradient is not zero. */
export function steepestStep(gradient: Float64Array, norm: DistanceNorm): Float64Array {
  const length = dualNorm(gradient, norm);
  if (norm === 'euclidean') return gradient.map((slope) => slope / length / length);
  return gradient.map((slope) => Math.sign(slope) / length);
}
