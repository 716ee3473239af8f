import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { rowRanges } from '../rowRanges.ts';

/** Half way between the least and the greatest value of the training rows. */
export async function middleOfRange(train: RowSource): Promise<number> {
  const { low, high } = await rowRanges(train);
  const least = low.reduce((found, value) => Math.min(found, value), Infinity);
  const greatest = high.reduce((found, value) => Math.max(found, value), -Infinity);
  return (least + greatest) / 2;
}

/** 1 where a value exceeds the threshold, else 0 (D32). */
export function binarised(
  { rows, columns, data }: Matrix,
  threshold: number,
): Matrix<Float32Array> {
  return { rows, columns, data: Float32Array.from(data, (value) => (value > threshold ? 1 : 0)) };
}
