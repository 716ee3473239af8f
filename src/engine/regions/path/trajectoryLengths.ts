import type { PiecewiseLinearMap } from '../partition/piecewiseLinearMap.ts';

/** Numbers held at once: 32 MB. */
const numbersAtOnce = 2 ** 22;

/**
 * Lengths (2-norm) of the polygons that each site's z, and last the class scores, run through while the input visits `points`
 * (count × dimension) in order: sites + 1 numbers. Between knots of a line z is affine, so there the polygon is the curve itself
 * (geometry-spec D21); of any other curve it is an inscribed one, never longer. Cost: points × (a forward pass a site).
 */
export async function trajectoryLengths(
  map: PiecewiseLinearMap,
  points: Float64Array,
): Promise<Float64Array> {
  const widths = [...map.sites.map(({ width }) => width), map.outputWidth];
  const lengths = new Float64Array(widths.length);
  for (const [site, width] of widths.entries()) {
    lengths[site] = await polygonLength(map, points, site, width);
  }
  return lengths;
}

async function polygonLength(
  map: PiecewiseLinearMap,
  points: Float64Array,
  site: number,
  width: number,
): Promise<number> {
  const { dimension } = map;
  const count = points.length / dimension;
  const size = Math.max(2, Math.floor(numbersAtOnce / width));
  let length = 0;
  // Blocks share a point, so that no step between two of them is lost.
  for (let start = 0; start + 1 < count; start += size - 1) {
    const end = Math.min(count, start + size);
    const block = points.subarray(start * dimension, end * dimension);
    length += stepsLength(await map.evaluate(block, end - start, site), width);
  }
  return length;
}

/** Sum of the distances between consecutive rows. */
function stepsLength(rows: Float64Array, width: number): number {
  let length = 0;
  for (let start = width; start < rows.length; start += width) {
    let squares = 0;
    for (let i = start; i < start + width; i++) squares += (rows[i] - rows[i - width]) ** 2;
    length += Math.sqrt(squares);
  }
  return length;
}
