import type { Matrix } from '../../../engine/linalg/matrix.ts';
import { type InferenceSession, ort, type Tensor } from '../../ort.ts';
import { orthogonalFactor } from './orthogonalFactor.ts';
import { tangentName } from './tangentModel.ts';

/** Tangents of what is known before the first site, by name of the input that takes them. */
export type TangentFeeds = Readonly<Record<string, Tensor>>;

/** Blocks of directions; `rows` directions in all. */
export interface StartTangents {
  readonly rows: number;
  readonly blocks: readonly TangentFeeds[];
}

/** Flops of an orthogonal factor that pay off with the first samples: a second of plain loops. */
const mostFactorFlops = 1e9;

/** The coordinate directions of the input, in blocks of at most `atOnce`. */
export async function coordinateTangents(
  session: InferenceSession,
  inputName: string,
  length: number,
  atOnce: number,
): Promise<StartTangents> {
  const blocks: TangentFeeds[] = [];
  for (let start = 0; start < length; start += atOnce) {
    const rows = Math.min(atOnce, length - start);
    const directions = new Float64Array(rows * length);
    for (let row = 0; row < rows; row++) directions[row * length + start + row] = 1;
    const fed = new (ort().Tensor)('float64', directions, [rows, length]);
    blocks.push(await session.run({ [inputName]: fed }));
  }
  return { rows: length, blocks };
}

/**
 * Fewer directions, for Euclidean lengths of gradients only: all gradients are combinations of those of the values known before the
 * first site, so with fewer of these than input coordinates their orthogonal factor takes the place of the coordinates. `undefined`
 * where it would save nothing, or cost more than it saves.
 */
export function factoredTangents(
  { rows: length, blocks }: StartTangents,
  widths: ReadonlyMap<string, number>,
): StartTangents | undefined {
  const total = [...widths.values()].reduce((sum, width) => sum + width, 0);
  if (total >= length || 2 * total * total * length > mostFactorFlops) return undefined;
  const stacked = new Float64Array(total * length);
  let first = 0;
  for (const [name, width] of widths) {
    let direction = 0;
    for (const block of blocks) {
      const data = block[tangentName(name)]!.data as Float64Array;
      for (let i = 0; i < data.length; i++) {
        stacked[(first + (i % width)) * length + direction + Math.floor(i / width)] = data[i]!;
      }
      direction += data.length / width;
    }
    first += width;
  }
  const factor = orthogonalFactor({ rows: total, columns: length, data: stacked });
  return { rows: total, blocks: [columnsOf(factor, widths)] };
}

/** The columns of the factor that belong to each value. */
function columnsOf(
  { rows, columns, data }: Matrix<Float64Array>,
  widths: ReadonlyMap<string, number>,
): TangentFeeds {
  const feeds: Record<string, Tensor> = {};
  let first = 0;
  for (const [name, width] of widths) {
    const own = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const start = row * columns + first;
      own.set(data.subarray(start, start + width), row * width);
    }
    feeds[tangentName(name)] = new (ort().Tensor)('float64', own, [rows, width]);
    first += width;
  }
  return feeds;
}
