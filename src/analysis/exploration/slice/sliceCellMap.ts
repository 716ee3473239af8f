import { addScaledInto } from '../../../engine/linalg/dot.ts';
import type { Partition } from '../../../engine/regions/partition/assemblePartition.ts';
import type { SlicePlane } from '../../../engine/regions/slice/anchorPlane.ts';
import { winnerOf } from '../../../engine/regions/winner.ts';
import type { SliceCellMap } from '../../../protocol/slice.ts';
import { localMapSection } from '../../neighbourhood/localMapSection.ts';
import { inputPainter } from '../../neighbourhood/samplePictures.ts';
import type { OpenSlice } from './openSlices.ts';

/**
 * The affine map of the cell under a point, in all coordinates of the model's input (geometry-spec D5): what each class responds to
 * there, as an image where the input is one; checked at the cell's corners. `null` outside the window. Costs one pass backwards.
 */
export async function sliceCellMap(
  { subject, locator, slice: { window, partition, scored } }: OpenSlice,
  u: number,
  v: number,
): Promise<SliceCellMap | null> {
  const cell = locator.find(u, v);
  if (cell < 0) return null;
  const { network, outputs } = subject.region;
  const point = inputPoint(window, u, v);
  const [scores] = await network.linearised().scoreGradients([point]);
  // A cell of an incomplete partition has no single map.
  const checkedAt = scored ? cornersOf(window, partition, cell) : new Float64Array(0);
  const painter = await inputPainter(subject);
  const map = await localMapSection(network, point, scores!, { checkedAt, painter });
  const predicted = outputs === 'numbers' ? null : winnerOf(scores!.values);
  return { map, scores: [...scores!.values], predicted, outputs };
}

function cornersOf(
  plane: SlicePlane,
  { cellStart, cellVertices, vertices }: Partition,
  cell: number,
): Float64Array {
  const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
  const length = plane.origin.length;
  const points = new Float64Array(corners.length * length);
  for (const [row, corner] of corners.entries()) {
    const [u, v] = vertices.subarray(2 * corner, 2 * corner + 2);
    points.set(inputPoint(plane, u!, v!), row * length);
  }
  return points;
}

function inputPoint({ origin, axes }: SlicePlane, u: number, v: number): Float64Array {
  const point = Float64Array.from(origin);
  for (const [axis, step] of [u, v].entries()) {
    addScaledInto(point, 0, axes[axis]!, 0, point.length, step);
  }
  return point;
}
