import { dot64 } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import type { RandomGenerator } from '../stats/randomGenerator.ts';
import type { RowGeometry } from './rowGeometry.ts';

/** Two rows are parallel when |cos| exceeds this (D3): float32 copies and rescaled copies do, trained neighbours do not. */
const parallelCosine = 1 - 1e-6;
/** Equal offsets, relative to the larger of the two and the layer's median offset: ten times float32's rounding of b/‖w‖. */
const offsetTolerance = 1e-6;
/** Largest |cos| defect gives the largest distance of two parallel unit rows, up to sign: √(2·1e-6). */
const parallelDistance = Math.sqrt(2 * (1 - parallelCosine));
/** Random directions whose inner products tell rows apart before the exact cosine is taken. */
const signatureCount = 8;
/** More pairs say nothing new about a collapsed layer, and k equal units have k(k − 1)/2. */
export const maxDuplicates = 10_000;

/**
 * Pairs (i, j), i < j, of units with the same boundary {h : w·h + b = 0}, in ascending order: |cos| > 1 − 1e-6 and offsets
 * b/‖w‖ that agree, with opposite signs where cos ≈ −1. At most {@link maxDuplicates}, those found first.
 *
 * Rows are sorted by |ŵ·r| for a random unit direction r. Parallel rows differ there by at most √2·1e-3, so each is compared
 * only with its neighbours, first by offset and by seven more such numbers, last by the cosine itself: the answer
 * is exact, the directions only spare work.
 */
export function duplicateHyperplanes(
  weights: Matrix<Float64Array>,
  geometry: RowGeometry,
  rng: RandomGenerator,
): [number, number][] {
  const signatures = rowSignatures(weights, geometry, rng);
  const key = (unit: number): number => signatures[unit * signatureCount];
  const order = geometry.proper.toSorted((a, b) => key(a) - key(b));
  const sameBoundary = boundaryComparison(weights, geometry);
  const pairs: [number, number][] = [];
  for (let first = 0; first < order.length; first++) {
    const i = order[first];
    const limit = key(i) + parallelDistance;
    for (let second = first + 1; second < order.length; second++) {
      const j = order[second];
      if (key(j) > limit) break;
      if (!signaturesMeet(signatures, i, j) || !sameBoundary(i, j)) continue;
      pairs.push(i < j ? [i, j] : [j, i]);
      if (pairs.length === maxDuplicates) return ascending(pairs);
    }
  }
  return ascending(pairs);
}

function ascending(pairs: [number, number][]): [number, number][] {
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** units × signatureCount: |ŵ·r| for random unit directions r. */
function rowSignatures(
  { rows, columns, data }: Matrix<Float64Array>,
  { norms, proper }: RowGeometry,
  rng: RandomGenerator,
): Float64Array {
  const signatures = new Float64Array(rows * signatureCount);
  for (let s = 0; s < signatureCount; s++) {
    const direction = Float64Array.from({ length: columns }, () => rng.normal());
    const length = Math.sqrt(dot64(direction, 0, direction, 0, columns));
    for (const unit of proper) {
      const product = dot64(data, unit * columns, direction, 0, columns);
      signatures[unit * signatureCount + s] = Math.abs(product) / (norms[unit] * length);
    }
  }
  return signatures;
}

function signaturesMeet(signatures: Float64Array, i: number, j: number): boolean {
  for (let s = 1; s < signatureCount; s++) {
    const gap = signatures[i * signatureCount + s] - signatures[j * signatureCount + s];
    if (Math.abs(gap) > parallelDistance) return false;
  }
  return true;
}

function boundaryComparison(
  { columns, data }: Matrix<Float64Array>,
  { norms, offsets, proper }: RowGeometry,
): (i: number, j: number) => boolean {
  const sizes = Float64Array.from(proper, (unit) => Math.abs(offsets[unit])).sort();
  const typical = sizes.length === 0 ? 0 : quantileOfSorted(sizes, 0.5);
  return (i, j) => {
    const scale = Math.max(Math.abs(offsets[i]), Math.abs(offsets[j]), typical);
    const tolerance = offsetTolerance * scale;
    const aligned = Math.abs(offsets[i] - offsets[j]) <= tolerance;
    const opposed = Math.abs(offsets[i] + offsets[j]) <= tolerance;
    if (!aligned && !opposed) return false;
    const cosine = dot64(data, i * columns, data, j * columns, columns) / (norms[i] * norms[j]);
    return (aligned && cosine > parallelCosine) || (opposed && cosine < -parallelCosine);
  };
}
