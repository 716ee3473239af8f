import type { PiecewiseLinearMap } from './piecewiseLinearMap.ts';

/**
 * A value counts as zero below this share of the unit's scale. Float64 forward passes agree to about 2⁻⁵⁰ of it; the rest is room
 * for depth. Features smaller than that share of the window are not told apart.
 */
const relativeZero = 2 ** -40;

/**
 * For every site the magnitude below which each entry of z is zero: {@link relativeZero} times its largest magnitude at `probes`
 * (rows × dimension). One number a unit, so that rescaling a unit changes nothing.
 */
export async function zeroTolerances(
  map: PiecewiseLinearMap,
  probes: Float64Array,
): Promise<Float64Array[]> {
  const rows = probes.length / map.dimension;
  const tolerances: Float64Array[] = [];
  for (const [index, site] of map.sites.entries()) {
    const z = await map.evaluate(probes, rows, index);
    tolerances.push(columnScales(z, site.width));
  }
  return tolerances;
}

/** {@link relativeZero} times the largest magnitude in each column of a row-major matrix. */
export function columnScales(values: Float64Array, width: number): Float64Array {
  const scales = new Float64Array(width);
  for (let i = 0; i < values.length; i++) {
    const magnitude = relativeZero * Math.abs(values[i]);
    if (magnitude > scales[i % width]) scales[i % width] = magnitude;
  }
  return scales;
}
