import { type UnitExtremesBlock } from '../../engine/hyperplanes/unitExtremes.ts';
import { type Tensor } from '../ort.ts';
import { type ExtremeOutputs } from './unitExtremes.ts';

/**
 * The extremes of one run of `rows` real rows, copied out of the tensors, which the next run may write over. Rows that only filled
 * up the block come last in every list and are cut off.
 */
export function extremesBlock(
  results: Readonly<Record<string, Tensor>>,
  outputs: ExtremeOutputs,
  rows: number,
): UnitExtremesBlock {
  const floats = (name: string) => results[name]!.data as Float32Array;
  const values = floats(outputs.topValues);
  const places = results[outputs.topRows]!.data as BigInt64Array;
  const least = floats(outputs.least).slice();
  const found = values.length / Math.max(1, least.length);
  const real = Math.min(found, rows);
  const at = (i: number) => Math.floor(i / real) * found + (i % real);
  const length = least.length * real;
  return {
    firstRow: 0,
    rows,
    topValues: Float32Array.from({ length }, (_, i) => values[at(i)]!),
    topRows: Int32Array.from({ length }, (_, i) => Number(places[at(i)]!)),
    least,
    sums: floats(outputs.sums).slice(),
  };
}
