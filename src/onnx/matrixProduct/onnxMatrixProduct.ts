import { type Matrix, rowsOf } from '../../engine/linalg/matrix.ts';
import type {
  LeastOfBlock,
  LeastProducts,
  MatrixProduct,
} from '../../engine/linalg/matrixProduct.ts';
import { cpuSession } from '../cpuSession.ts';
import { type InferenceSession, ort } from '../ort.ts';
import {
  groupMinimaGraph,
  leastProductsGraph,
  projectGraph,
  type RowType,
  scatterGraph,
  scatterMatrixGraph,
  type Strip,
} from './graphs.ts';

/** Scores of one run, directions × rows: 4 MB, so that they are reduced while still in cache. */
const scoresPerRun = 1 << 20;
/** Scores of one run from which the least are listed: 32 MB. Shorter blocks list more that is thrown away (5 % at half of it). */
const listedScoresPerRun = 1 << 23;
/** Numbers of one float64 run (rows × columns): 8 MB once widened. */
const widenedPerRun = 1 << 20;
/** Of one run for the scatter matrix: its many small sums are added up in JavaScript after each. */
const scatteredPerRun = 1 << 21;

/**
 * {@link MatrixProduct} on ONNX Runtime: graphs of a few nodes built in memory, the rows fed block by block as
 * views (the runtime reads them where they lie), reductions inside the graph. Measured on 2 cores, 60000 × 784
 * rows: 0.25 ms a direction in batches of 128 to 256, 9 ms for one direction alone.
 */
export class OnnxMatrixProduct implements MatrixProduct {
  readonly #threads: number | undefined;
  readonly #sessions = new Map<string, Promise<InferenceSession>>();

  /** `threads` as ONNX Runtime's intraOpNumThreads; by default all cores. */
  constructor(options: { readonly threads?: number } = {}) {
    this.#threads = options.threads;
  }

  async groupMinima(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    groupSize: number,
  ): Promise<Matrix<Float32Array>> {
    const session = await this.#session(`groupMinima:${groupSize}`, () =>
      groupMinimaGraph(groupSize),
    );
    const count = directions.rows;
    const groups = rows.rows / groupSize;
    const data = new Float32Array(count * groups);
    const step = Math.max(1, Math.floor(scoresPerRun / count / groupSize));
    for (let first = 0; first < groups; first += step) {
      const last = Math.min(groups, first + step);
      const block = rowsOf(rows, first * groupSize, last * groupSize);
      const minima = await run(session, { rows: block, directions });
      for (let q = 0; q < count; q++) {
        const width = last - first;
        data.set(minima.subarray(q * width, (q + 1) * width), q * groups + first);
      }
    }
    return { rows: count, columns: groups, data };
  }

  async leastProducts(
    rows: Matrix<Float32Array>,
    directions: Matrix<Float32Array>,
    count: number,
  ): Promise<LeastProducts> {
    const session = await this.#session('leastProducts', leastProductsGraph);
    const blockRows = Math.max(1, Math.floor(listedScoresPerRun / directions.rows));
    const blocks: LeastOfBlock[] = [];
    for (let start = 0; start < rows.rows; start += blockRows) {
      const block = rowsOf(rows, start, Math.min(start + blockRows, rows.rows));
      blocks.push(await leastOfBlock(session, block, directions, Math.min(count, block.rows)));
    }
    return { blockRows, blocks };
  }

  async scatter(
    rows: Matrix,
    centre: Float64Array,
    vectors: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>> {
    const type = rowType(rows);
    const session = await this.#session(`scatter:${type}`, () => scatterGraph(type));
    const data = new Float64Array(vectors.data.length);
    for (const block of blocks(rows)) {
      const part = await run(session, { rows: block, centre: rowVector(centre), basis: vectors });
      for (let i = 0; i < data.length; i++) data[i] += part[i];
    }
    return { rows: vectors.rows, columns: rows.columns, data };
  }

  async scatterMatrix(rows: Matrix, centre: Float64Array): Promise<Matrix<Float64Array>> {
    const type = rowType(rows);
    const d = rows.columns;
    const strips = stripsOf(d);
    const session = await this.#session(`scatterMatrix:${type}:${d}`, () =>
      scatterMatrixGraph(type, d, strips),
    );
    const sums = new Float64Array(
      strips.reduce((length, { from, to }) => length + (to - from) * (d - from), 0),
    );
    const column = { rows: d, columns: 1, data: centre };
    for (const block of blocks(rows, scatteredPerRun)) {
      const part = await run(session, { rows: block, centre: column });
      for (let i = 0; i < sums.length; i++) sums[i] += part[i];
    }
    return unfolded(sums, d, strips);
  }

  async project(
    rows: Matrix,
    centre: Float64Array,
    basis: Matrix<Float64Array>,
  ): Promise<Matrix<Float64Array>> {
    const type = rowType(rows);
    const session = await this.#session(`project:${type}`, () => projectGraph(type));
    const data = new Float64Array(rows.rows * basis.rows);
    let at = 0;
    for (const block of blocks(rows)) {
      const part = await run(session, { rows: block, centre: rowVector(centre), basis });
      data.set(part, at);
      at += part.length;
    }
    return { rows: rows.rows, columns: basis.rows, data };
  }

  /** Releases the sessions; later calls make new ones. */
  async close(): Promise<void> {
    const open = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of open) await (await session).release();
  }

  #session(key: string, graph: () => Uint8Array): Promise<InferenceSession> {
    let session = this.#sessions.get(key);
    if (!session) {
      session = ort().InferenceSession.create(graph(), cpuSession(this.#threads));
      this.#sessions.set(key, session);
    }
    return session;
  }
}

/** Few enough that cutting the rows costs little, enough to save three of eight products of a symmetric matrix. */
const mostStrips = 4;
/** Narrower strips are products of poor shape. */
const leastStripWidth = 64;

function stripsOf(d: number): Strip[] {
  const count = Math.max(1, Math.min(mostStrips, Math.floor(d / leastStripWidth)));
  return Array.from({ length: count }, (_, i) => ({
    from: Math.floor((i * d) / count),
    to: Math.floor(((i + 1) * d) / count),
  }));
}

/** The whole symmetric matrix of strips that hold it from their own first row on. */
function unfolded(sums: Float64Array, d: number, strips: readonly Strip[]): Matrix<Float64Array> {
  const data = new Float64Array(d * d);
  let at = 0;
  for (const { from, to } of strips) {
    for (let i = from; i < to; i++) {
      for (let j = from; j < d; j++) data[i * d + j] = data[j * d + i] = sums[at++];
    }
  }
  return { rows: d, columns: d, data };
}

async function run(
  session: InferenceSession,
  feeds: Readonly<Record<string, Matrix>>,
): Promise<Float32Array | Float64Array> {
  const { Tensor } = ort();
  const tensors = Object.entries(feeds).map(([name, { rows, columns, data }]) => {
    const shape = [rows, columns];
    return [
      name,
      data instanceof Float32Array
        ? new Tensor('float32', data, shape)
        : new Tensor('float64', data, shape),
    ] as const;
  });
  const results = await session.run(Object.fromEntries(tensors));
  return results['result'].data as Float32Array | Float64Array;
}

async function leastOfBlock(
  session: InferenceSession,
  rows: Matrix<Float32Array>,
  directions: Matrix<Float32Array>,
  count: number,
): Promise<LeastOfBlock> {
  const { Tensor } = ort();
  const { products, places } = await session.run({
    rows: new Tensor('float32', rows.data, [rows.rows, rows.columns]),
    directions: new Tensor('float32', directions.data, [directions.rows, directions.columns]),
    count: new Tensor('int64', BigInt64Array.of(BigInt(count)), [1]),
  });
  return {
    count,
    products: products.data as Float32Array,
    rows: places.data as Int32Array,
  };
}

function rowType(rows: Matrix): RowType {
  return rows.data instanceof Float32Array ? 'float32' : 'float64';
}

function rowVector(values: Float64Array): Matrix<Float64Array> {
  return { rows: 1, columns: values.length, data: values };
}

function* blocks(rows: Matrix, numbers = widenedPerRun): Generator<Matrix> {
  const step = Math.max(1, Math.floor(numbers / rows.columns));
  for (let start = 0; start < rows.rows; start += step) {
    yield rowsOf(rows, start, Math.min(rows.rows, start + step));
  }
}
