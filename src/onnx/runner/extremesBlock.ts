import { type UnitExtremesBlock } from '../../engine/hyperplanes/unitExtremes.ts';
import { type ExtremeOutputs } from './unitExtremes.ts';

/** Numbers of one run, by the names of the values they were taken from; `undefined` for what was not taken. */
export type TakenValues = (name: string | undefined) => Float32Array | undefined;

/**
 * The extremes of one run of `rows` real rows, copied out of the tensors, which the next run may write over. Rows that only filled
 * up the block come last in every list and are cut off.
 */
export function extremesBlock(
  taken: TakenValues,
  outputs: ExtremeOutputs,
  rows: number,
): UnitExtremesBlock {
  const topValues = taken(outputs.topValues)!;
  const topRows = taken(outputs.topRows)!;
  const least = taken(outputs.least)!.slice();
  const found = topValues.length / Math.max(1, least.length);
  const real = Math.min(found, rows);
  const at = (i: number) => Math.floor(i / real) * found + (i % real);
  const length = least.length * real;
  return {
    firstRow: 0,
    rows,
    topValues: Float32Array.from({ length }, (_, i) => topValues[at(i)]!),
    topRows: Int32Array.from({ length }, (_, i) => topRows[at(i)]!),
    least,
    sums: taken(outputs.sums)!.slice(),
  };
}
