import type {
  DifferentiableMap,
  DistanceNorm,
  FunctionGradients,
  FunctionSlopes,
} from '../../../engine/regions/neighbourhood/differentiableMap.ts';
import type { Matrix } from '../../../engine/linalg/matrix.ts';
import type { SwitchSite } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import { type InferenceSession, ort, type Tensor } from '../../ort.ts';
import { openSession } from '../openSession.ts';
import type { Segment } from '../segments.ts';
import type { ModelTwin } from '../translateModel.ts';
import {
  cotangentModel,
  gradientsName,
  placesName,
  seedsName,
  targetName,
} from './cotangentModel.ts';
import { type PlacedSeeds, scoreSeeds, seedsAtOnePoint } from './scoreSeeds.ts';
import {
  coordinateTangents,
  factoredTangents,
  type StartTangents,
  type TangentFeeds,
} from './startTangents.ts';
import {
  firstTangentModel,
  outputNames,
  tangentModel,
  type TangentReduction,
} from './tangentModel.ts';

/** Numbers of one intermediate value at a time: 64 MB. */
const numbersPerRun = 2 ** 23;

/** What the derivatives are taken of. */
export interface LinearisedSource {
  readonly twin: ModelTwin;
  /** The first segment of the twin. */
  readonly first: Segment;
  readonly threads: number | undefined;
  evaluate: DifferentiableMap['evaluate'];
}

/**
 * The derivatives of a float64 network, as ONNX models differentiated node by node.
 *
 * Norms of all gradients at once come from forward mode: a pass with one row a coordinate of the input, squares summed in the graph.
 * A dense network with fewer first-layer units than inputs needs only that many rows, since every gradient is a combination of the
 * first layer's (256 in place of 784 for 256 units on MNIST, where a sample takes about a millisecond). A few gradients come from
 * reverse mode. Bounding all norms first and leaving units out was dropped: a product of the layers' norms is several times too large
 * a layer, so that in deep networks most units stay, and the pass that settles those settles all.
 */
export class LinearisedNetwork implements DifferentiableMap {
  readonly inputLength: number;
  readonly sites: readonly SwitchSite[];
  readonly outputWidth: number;
  readonly evaluate: DifferentiableMap['evaluate'];
  readonly #source: LinearisedSource;
  readonly #state: ReadonlySet<string>;
  readonly #sessions = new Map<string, Promise<InferenceSession | undefined>>();
  #coordinates: Promise<StartTangents> | undefined;
  #factored: Promise<StartTangents> | undefined;

  constructor(source: LinearisedSource) {
    const { twin, first } = source;
    this.inputLength = twin.inputLength;
    this.sites = twin.graph.sites.map(({ site }) => site);
    this.outputWidth = twin.outputWidth;
    this.evaluate = source.evaluate;
    this.#source = source;
    const isInputRead = first.kept.has(twin.input) || first.target === twin.input;
    this.#state = new Set([...first.outputs, ...(isInputRead ? [twin.input] : [])]);
  }

  async slopes(point: Float64Array, norm: DistanceNorm): Promise<FunctionSlopes[]> {
    const isEuclidean = norm === 'euclidean';
    const { blocks } = await this.#startTangents(norm);
    const sums: FunctionSlopes[] = [];
    for await (const block of blocks()) {
      const results = await this.#tangents(isEuclidean ? 'squares' : 'absolutes', point, block);
      for (const [index, { values, slopes }] of results.entries()) {
        const known = sums[index]?.slopes;
        sums[index] = { values, slopes: known ? known.map((sum, i) => sum + slopes[i]) : slopes };
      }
    }
    if (!isEuclidean) return sums;
    return sums.map(({ values, slopes }) => ({ values, slopes: slopes.map(Math.sqrt) }));
  }

  /** Directions of the pass that {@link slopes} takes for a point. */
  async directions(norm: DistanceNorm): Promise<number> {
    const { rows } = await this.#startTangents(norm);
    return rows;
  }

  async gradients(point: Float64Array): Promise<FunctionGradients[]> {
    const { blocks } = await this.#coordinateTangents();
    const found: FunctionGradients[] = [];
    let direction = 0;
    for await (const block of blocks()) {
      const results = await this.#tangents('none', point, block);
      for (const [index, { values, slopes }] of results.entries()) {
        const rows = values.length;
        const columns = this.inputLength;
        found[index] ??= {
          values,
          gradients: { rows, columns, data: new Float64Array(rows * columns) },
        };
        transposeInto(found[index].gradients, slopes, direction);
      }
      direction += results[0].slopes.length / results[0].values.length;
    }
    return found;
  }

  async pullBack(
    point: Float64Array,
    site: number,
    seeds: Matrix<Float64Array>,
  ): Promise<FunctionGradients> {
    return this.#pulledBack(point, 1, site, seedsAtOnePoint(seeds));
  }

  async scoreGradients(points: readonly Float64Array[]): Promise<FunctionGradients[]> {
    const { inputLength, outputWidth, sites } = this;
    const most = Math.max(
      1,
      Math.floor(
        numbersPerRun / (outputWidth * Math.max(this.#source.twin.graph.widest, inputLength)),
      ),
    );
    const found: FunctionGradients[] = [];
    for (let start = 0; start < points.length; start += most) {
      const block = points.slice(start, start + most);
      const rows = new Float64Array(block.length * inputLength);
      block.forEach((point, row) => {
        rows.set(point, row * inputLength);
      });
      const seeds = scoreSeeds(block.length, outputWidth);
      const all = await this.#pulledBack(rows, block.length, sites.length, seeds);
      found.push(...block.map((_, row) => ofPoint(all, row, outputWidth)));
    }
    return found;
  }

  async close(): Promise<void> {
    const sessions = await Promise.allSettled(this.#sessions.values());
    for (const session of sessions) {
      if (session.status === 'fulfilled') await session.value?.release();
    }
  }

  /** Values of a site at `rows` points, one after the other, and the gradients that the seeds ask for. */
  async #pulledBack(
    points: Float64Array,
    rows: number,
    site: number,
    { seeds, places }: PlacedSeeds,
  ): Promise<FunctionGradients> {
    const { twin } = this.#source;
    const session = await this.#session(`pull back ${String(site)}`, () =>
      cotangentModel(twin, site),
    );
    const shape = { rows: seeds.rows, columns: this.inputLength };
    if (!session) {
      const values = await this.evaluate(points, rows, site);
      return {
        values,
        gradients: { ...shape, data: new Float64Array(shape.rows * shape.columns) },
      };
    }
    const { Tensor } = ort();
    const results = await session.run({
      [twin.input]: new Tensor('float64', points, [rows, this.inputLength]),
      [seedsName]: new Tensor('float64', seeds.data, [seeds.rows, seeds.columns]),
      [placesName]: new Tensor('int64', places, [seeds.rows]),
    });
    return {
      values: numbersOf(results[targetName]),
      gradients: { ...shape, data: numbersOf(results[gradientsName]) },
    };
  }

  /** Values and reduced tangents of every site's switch functions and of the class scores, for one block of directions. */
  async #tangents(
    reduction: TangentReduction,
    point: Float64Array,
    block: TangentFeeds,
  ): Promise<FunctionSlopes[]> {
    const { twin } = this.#source;
    const session = await this.#session(reduction, () =>
      tangentModel(twin, this.#state, reduction),
    );
    const results = await session!.run({ ...block, [twin.input]: row(point) });
    return Array.from({ length: this.sites.length + 1 }, (_, index) => {
      const { values, slopes } = outputNames(index);
      return { values: numbersOf(results[values]), slopes: numbersOf(results[slopes]) };
    });
  }

  #startTangents(norm: DistanceNorm): Promise<StartTangents> {
    return norm === 'euclidean' ? this.#fewestTangents() : this.#coordinateTangents();
  }

  #coordinateTangents(): Promise<StartTangents> {
    const { twin } = this.#source;
    this.#coordinates ??= this.#session('first', () => firstTangentModel(twin, this.#state)).then(
      (session) =>
        coordinateTangents(session!, twin.input, this.#state, {
          length: this.inputLength,
          atOnce: Math.max(
            1,
            Math.floor(numbersPerRun / Math.max(twin.graph.widest, this.inputLength)),
          ),
        }),
    );
    return this.#coordinates;
  }

  #fewestTangents(): Promise<StartTangents> {
    this.#factored ??= this.#coordinateTangents().then(
      async (coordinates) => (await factoredTangents(coordinates)) ?? coordinates,
    );
    return this.#factored;
  }

  #session(
    key: string,
    bytes: () => Uint8Array | undefined,
  ): Promise<InferenceSession | undefined> {
    let session = this.#sessions.get(key);
    if (!session) {
      const model = bytes();
      session = model ? openSession(model, this.#source.threads) : Promise.resolve(undefined);
      this.#sessions.set(key, session);
    }
    return session;
  }
}

function row(point: Float64Array): Tensor {
  return new (ort().Tensor)('float64', point, [1, point.length]);
}

function numbersOf(tensor: Tensor): Float64Array {
  return tensor.data as Float64Array;
}

/** The part of one point, as views, where each has `count` values and as many gradients. */
function ofPoint(
  { values, gradients: { columns, data } }: FunctionGradients,
  point: number,
  count: number,
): FunctionGradients {
  const [first, end] = [point * count, (point + 1) * count];
  return {
    values: values.subarray(first, end),
    gradients: { rows: count, columns, data: data.subarray(first * columns, end * columns) },
  };
}

/** Writes directions × functions into the columns of functions × directions, from `first` on. */
function transposeInto(
  { rows, columns, data }: Matrix<Float64Array>,
  tangents: Float64Array,
  first: number,
): void {
  for (let i = 0; i < tangents.length; i++) {
    data[(i % rows) * columns + first + Math.floor(i / rows)] = tangents[i]!;
  }
}
