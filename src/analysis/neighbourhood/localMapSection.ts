import { dot64 } from '../../engine/linalg/dot.ts';
import { rowOf } from '../../engine/linalg/matrix.ts';
import type { FunctionGradients } from '../../engine/regions/neighbourhood/differentiableMap.ts';
import { localMap, type LocalMap } from '../../engine/regions/neighbourhood/localMap.ts';
import { primalNorm } from '../../engine/regions/neighbourhood/normDuality.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { LocalMapSection } from '../../protocol/neighbourhood.ts';
import { type InputPainter, largestMagnitude } from './samplePictures.ts';

/** Points at which the map is held against a forward pass, and how far out of the in-radius. */
const checkedPoints = 8;
const checkedShare = 0.9;

/** The affine map of a point's region, drawn, and held against forward passes at `checkedAt`: points of the region, row by row. */
export async function localMapSection(
  network: Float64Network,
  point: Float64Array,
  scores: FunctionGradients,
  {
    checkedAt,
    painter,
  }: { readonly checkedAt: Float64Array; readonly painter: InputPainter | undefined },
): Promise<LocalMapSection> {
  const map = localMap(scores, point);
  const rows = Array.from({ length: map.gradients.rows }, (_, k) => rowOf(map.gradients, k));
  return {
    pictures: painter ? rows.map((row) => painter.direction(row)) : null,
    largest: rows.map(largestMagnitude),
    offsets: [...map.offsets],
    frobeniusNorm: map.frobeniusNorm,
    spectralNorm: map.spectralNorm ?? null,
    rank: map.rank ?? null,
    error: checkedAt.length > 0 ? await mapError(network, map, checkedAt) : null,
  };
}

/** Points within a Euclidean radius of a point, in which its map is to hold; none for a radius of 0. */
export function pointsWithin(radius: number, point: Float64Array): Float64Array {
  if (!(radius > 0)) return new Float64Array(0);
  const rng = randomGenerator(0);
  const points = new Float64Array(checkedPoints * point.length);
  for (let row = 0; row < checkedPoints; row++) {
    const step = point.map(() => rng.normal());
    const length = primalNorm(step, 'euclidean');
    const reach = (checkedShare * Math.min(radius, Number.MAX_SAFE_INTEGER)) / length;
    points.set(
      point.map((value, i) => value + reach * step[i]),
      row * point.length,
    );
  }
  return points;
}

/** Largest deviation of the map from full forward passes, relative to the largest score there. */
async function mapError(
  network: Float64Network,
  { gradients, offsets }: LocalMap,
  points: Float64Array,
): Promise<number> {
  const { columns } = gradients;
  const rows = points.length / columns;
  const scores = await network.evaluate(points, rows, network.sites.length);
  let error = 0;
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < gradients.rows; k++) {
      const affine =
        offsets[k] + dot64(gradients.data, k * columns, points, row * columns, columns);
      error = Math.max(error, Math.abs(affine - scores[row * gradients.rows + k]));
    }
  }
  return error / Math.max(largestMagnitude(scores), Number.MIN_VALUE);
}
