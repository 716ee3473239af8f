import type { Matrix } from '../../../engine/linalg/matrix.ts';
import { type InferenceSession, ort, type Tensor } from '../../ort.ts';
import { orthogonalFactor } from './orthogonalFactor.ts';
import { tangentName } from './tangentModel.ts';

/** Tangents of what is known before the first site, by name of the input that takes them. */
export type TangentFeeds = Readonly<Record<string, Tensor>>;

/** Directions of the input, `rows` in all, as tangents of what is known before the first site. */
export interface StartTangents {
  readonly rows: number;
  /** Numbers that each value takes a direction, by its name. */
  readonly widths: ReadonlyMap<string, number>;
  /** In the order of the directions; made anew on every pass where they are too many to hold. */
  blocks(): AsyncIterable<TangentFeeds>;
}

/** Flops of an orthogonal factor that pay off with the first samples: a second of plain loops. */
const mostFactorFlops = 1e9;
/** Numbers that are held: 256 MB. */
const mostHeld = 2 ** 25;

/** The coordinate directions of the input as tangents of the values `state`, in blocks of at most `atOnce`. */
export async function coordinateTangents(
  session: InferenceSession,
  inputName: string,
  state: ReadonlySet<string>,
  { length, atOnce }: { readonly length: number; readonly atOnce: number },
): Promise<StartTangents> {
  const run = (start: number, rows: number): Promise<TangentFeeds> => {
    const directions = new Float64Array(rows * length);
    for (let row = 0; row < rows; row++) directions[row * length + start + row] = 1;
    return session.run({ [inputName]: new (ort().Tensor)('float64', directions, [rows, length]) });
  };
  const first = await run(0, 1);
  const widths = new Map([...state].map((name) => [name, first[tangentName(name)].dims[1]]));
  async function* made(): AsyncGenerator<TangentFeeds> {
    for (let start = 0; start < length; start += atOnce) {
      yield await run(start, Math.min(atOnce, length - start));
    }
  }
  if (length * totalOf(widths) > mostHeld) return { rows: length, widths, blocks: made };
  return { rows: length, widths, blocks: await held(made()) };
}

async function held(made: AsyncIterable<TangentFeeds>): Promise<StartTangents['blocks']> {
  const blocks: TangentFeeds[] = [];
  for await (const block of made) blocks.push(block);
  return async function* () {
    yield* await Promise.resolve(blocks);
  };
}

function totalOf(widths: ReadonlyMap<string, number>): number {
  return [...widths.values()].reduce((sum, width) => sum + width, 0);
}

/**
 * Fewer directions, for Euclidean lengths of gradients only: all gradients are combinations of those of the values known before the
 * first site, so with fewer of these than input coordinates their orthogonal factor takes the place of the coordinates. `undefined`
 * where it would save nothing, or cost more than it saves.
 */
export async function factoredTangents(
  coordinates: StartTangents,
): Promise<StartTangents | undefined> {
  const { rows: length, widths } = coordinates;
  const total = totalOf(widths);
  if (total >= length || 2 * total * total * length > mostFactorFlops) return undefined;
  const data = await stackedGradients(coordinates, total);
  const factor = orthogonalFactor({ rows: total, columns: length, data });
  const columns = columnsOf(factor, widths);
  return {
    rows: total,
    widths,
    async *blocks() {
      yield await Promise.resolve(columns);
    },
  };
}

/** Gradients of all values known before the first site: one a row. */
async function stackedGradients(
  { rows: length, widths, blocks }: StartTangents,
  total: number,
): Promise<Float64Array> {
  const stacked = new Float64Array(total * length);
  let direction = 0;
  for await (const block of blocks()) {
    let first = 0;
    for (const [name, width] of widths) {
      const data = block[tangentName(name)].data as Float64Array;
      for (let i = 0; i < data.length; i++) {
        stacked[(first + (i % width)) * length + direction + Math.floor(i / width)] = data[i]!;
      }
      first += width;
    }
    const [name, width] = [...widths][0];
    direction += block[tangentName(name)].data.length / width;
  }
  return stacked;
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
