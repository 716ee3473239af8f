import { dot64, lengthOf } from '../linalg/dot.ts';
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
 * Rows are sorted by |ŵ·r| for a random unit direction r, in which parallel rows differ by at most √2·1e-3, or by |b|/‖w‖, in
 * which equal boundaries differ by 1e-6 of it, whichever leaves fewer neighbours to look at (the former where biases are zero).
 * Each is compared only with its neighbours, first by seven more such numbers and by offset, last by the cosine itself: the
 * answer is exact, the keys only spare work. A million units in 16 dimensions take about a second.
 */
export function duplicateHyperplanes(
  weights: Matrix<Float64Array>,
  geometry: RowGeometry,
  rng: RandomGenerator,
): [number, number][] {
  const signatures = rowSignatures(weights, geometry, rng);
  const { order, limits } = fewestNeighbours(bySignature(signatures, geometry), byOffset(geometry));
  const sameBoundary = boundaryComparison(weights, geometry);
  const pairs: [number, number][] = [];
  for (let first = 0; first < order.length; first++) {
    const i = order[first];
    for (let second = first + 1; second < limits[first]; second++) {
      const j = order[second];
      if (!signaturesMeet(signatures, i, j) || !sameBoundary(i, j)) continue;
      pairs.push(i < j ? [i, j] : [j, i]);
      if (pairs.length === maxDuplicates) return ascending(pairs);
    }
  }
  return ascending(pairs);
}

/** Units sorted by a key, and for each place the first place behind it that is too far away to be the same boundary. */
interface Neighbourhoods {
  readonly order: Uint32Array;
  readonly limits: Uint32Array;
}

function fewestNeighbours(...candidates: readonly Neighbourhoods[]): Neighbourhoods {
  const cost = ({ limits }: Neighbourhoods): number =>
    limits.reduce((sum, limit, place) => sum + limit - place, 0);
  return candidates.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

function bySignature(signatures: Float64Array, { proper }: RowGeometry): Neighbourhoods {
  const keys = Float64Array.from(proper, (unit) => signatures[unit * signatureCount]);
  return neighbourhoods(proper, keys, (key) => key + parallelDistance);
}

function byOffset({ offsets, proper }: RowGeometry): Neighbourhoods {
  const keys = Float64Array.from(proper, (unit) => Math.abs(offsets[unit]));
  const slack = offsetTolerance * typicalOffset(keys);
  return neighbourhoods(proper, keys, (key) => Math.max(key / (1 - offsetTolerance), key + slack));
}

function neighbourhoods(
  units: ArrayLike<number>,
  keys: Float64Array,
  reach: (key: number) => number,
): Neighbourhoods {
  const places = Uint32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
  const limits = new Uint32Array(places.length);
  for (let first = 0, end = 0; first < places.length; first++) {
    const limit = reach(keys[places[first]]);
    while (end < places.length && keys[places[end]] <= limit) end++;
    limits[first] = end;
  }
  return { order: places.map((place) => units[place]), limits };
}

function typicalOffset(sizes: Float64Array): number {
  return sizes.length === 0 ? 0 : quantileOfSorted(sizes.toSorted(), 0.5);
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
  const directions = Array.from({ length: signatureCount }, () => {
    const direction = Float64Array.from({ length: columns }, () => rng.normal());
    return { direction, length: lengthOf(direction) };
  });
  const signatures = new Float64Array(rows * signatureCount);
  // Row by row, so that a long one is fetched from memory once.
  for (const unit of proper) {
    for (const [s, { direction, length }] of directions.entries()) {
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
  const typical = typicalOffset(Float64Array.from(proper, (unit) => Math.abs(offsets[unit])));
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
