import type {
  PiecewiseLinearMap,
  SwitchSite,
} from '../../engine/regions/partition/piecewiseLinearMap.ts';
import type { Model } from '../model.ts';
import { type InferenceSession, ort } from '../ort.ts';
import { modelInput } from '../runner/modelInput.ts';
import type { NetworkStructure } from '../structure.ts';
import { type CarriedNetwork, CarriedStates, type State } from './carriedStates.ts';
import { checkTwin } from './checkTwin.ts';
import { LinearisedNetwork } from './linear/linearisedNetwork.ts';
import { openSession } from './openSession.ts';
import {
  affineModel,
  coordinatesName,
  cutSegments,
  type AffineValue,
  type Segment,
  segmentModel,
} from './segments.ts';
import { translateModel, type ModelTwin } from './translateModel.ts';

export interface Float64Options {
  /** Float input to analyse; default the only one. */
  readonly input?: string;
  /** Shape of one sample where the model leaves dimensions open. */
  readonly sampleShape?: readonly number[];
  readonly threads?: number;
}

/** A {@link PiecewiseLinearMap} that owns a session. */
export interface RestrictedNetwork extends PiecewiseLinearMap {
  close(): Promise<void>;
}

/** Numbers of one intermediate value at a time: 64 MB. */
const numbersPerRun = 2 ** 23;
/** Enough rows for the products to run at full speed. */
const maxRowsPerRun = 8192;

/**
 * A piecewise-linear model in float64, site by site: dense layers, and convolutions as Gather + MatMul, run in ONNX Runtime's float64
 * kernels, one session between two sites.
 */
export class Float64Network {
  readonly inputLength: number;
  /** In graph order. */
  readonly sites: readonly SwitchSite[];
  /** Class scores. */
  readonly outputWidth: number;
  readonly #segments: readonly Segment[];
  readonly #sessions: readonly (InferenceSession | undefined)[];
  readonly #twin: ModelTwin;
  readonly #rowsPerRun: number;
  readonly #threads: number | undefined;
  #linearised: LinearisedNetwork | undefined;

  private constructor(
    twin: ModelTwin,
    segments: readonly Segment[],
    sessions: readonly (InferenceSession | undefined)[],
    threads: number | undefined,
  ) {
    this.inputLength = twin.inputLength;
    this.sites = twin.graph.sites.map(({ site }, index) =>
      isRectified(segments, index) ? { ...site, isRectified: true } : site,
    );
    this.outputWidth = twin.outputWidth;
    this.#segments = segments;
    this.#sessions = sessions;
    this.#twin = twin;
    this.#threads = threads;
    const fitting = Math.floor(numbersPerRun / Math.max(twin.graph.widest, twin.inputLength));
    this.#rowsPerRun = Math.min(maxRowsPerRun, Math.max(1, fitting));
  }

  /**
   * Translates the model and compares the twin with the untouched float32 model on a few rows before use. Throws UserError naming the
   * node that is not piecewise linear, or saying that the two disagree.
   */
  static async open(
    model: Model,
    structure: NetworkStructure,
    options: Float64Options = {},
  ): Promise<Float64Network> {
    const input = modelInput(model, options.input, options.sampleShape);
    const twin = await translateModel(model, structure, input);
    const segments = cutSegments(twin);
    const sessions: (InferenceSession | undefined)[] = [];
    for (const segment of segments) {
      const bytes = segmentModel(segment, twin.graph.initializers);
      sessions.push(
        segment.nodes.length === 0 ? undefined : await openSession(bytes, options.threads),
      );
    }
    const network = new Float64Network(twin, segments, sessions, options.threads);
    try {
      await checkTwin(model, structure, network, options);
    } catch (error) {
      await network.close();
      throw error;
    }
    return network;
  }

  /** z of `sites[site]` (class scores for `sites.length`) at `rows` points of the input space, rows × width. */
  async evaluate(points: Float64Array, rows: number, site: number): Promise<Float64Array> {
    return inRuns(points, rows, this.inputLength, this.#rowsPerRun, async (block, count) => {
      const fed = new (ort().Tensor)('float64', block, [count, this.inputLength]);
      const state = await this.#run(0, new Map([[this.#twin.input, fed]]));
      return this.#advance(state, site);
    });
  }

  /**
   * The network on origin + Σ coordinate_k · directions[k], all of length inputLength. The values at the first site are affine
   * there, so the input itself is never formed again.
   */
  async restrict(
    origin: Float64Array,
    directions: readonly Float64Array[],
  ): Promise<RestrictedNetwork> {
    const dimension = directions.length;
    const values = await this.#affineValues(origin, directions);
    const session = await openSession(affineModel(values, dimension), this.#threads);
    const start = async (block: Float64Array, count: number): Promise<State> => {
      const fed = new (ort().Tensor)('float64', block, [count, dimension]);
      return new Map(Object.entries(await session.run({ [coordinatesName]: fed })));
    };
    const stateAt = dimension === 1 ? this.#carried(start) : undefined;
    return {
      dimension,
      sites: this.sites,
      outputWidth: this.outputWidth,
      evaluate: (coordinates, rows, site) =>
        inRuns(coordinates, rows, dimension, this.#rowsPerRun, async (block, count) => {
          if (!stateAt) return this.#advance(await start(block, count), site);
          return this.#target(await stateAt.at(block, count, site), site);
        }),
      ...(stateAt && {
        continuing: (coordinates: Float64Array, rows: number, site: number) =>
          stateAt.continuing(coordinates, rows, site),
      }),
      close: () => session.release(),
    };
  }

  /** On a line points are looked at site by site. */
  #carried(start: CarriedNetwork['start']): CarriedStates {
    return new CarriedStates({
      start,
      run: (index, state) => this.#run(index, state),
      kept: (index) => this.#segments[index].kept,
    });
  }

  /** The network with its derivatives. It belongs to this network and is closed with it. */
  linearised(): LinearisedNetwork {
    this.#linearised ??= new LinearisedNetwork({
      twin: this.#twin,
      first: this.#segments[0],
      threads: this.#threads,
      evaluate: (points, rows, site) => this.evaluate(points, rows, site),
    });
    return this.#linearised;
  }

  async close(): Promise<void> {
    await this.#linearised?.close();
    for (const session of this.#sessions) await session?.release();
  }

  /** What is known behind the first segment, as affine functions of the coordinates. */
  async #affineValues(
    origin: Float64Array,
    directions: readonly Float64Array[],
  ): Promise<AffineValue[]> {
    const rows = directions.length + 1;
    const points = new Float64Array(rows * this.inputLength);
    points.set(origin);
    directions.forEach((direction, k) => {
      points.set(
        direction.map((step, i) => origin[i] + step),
        (k + 1) * this.inputLength,
      );
    });
    const fed = new (ort().Tensor)('float64', points, [rows, this.inputLength]);
    const state = await this.#run(0, new Map([[this.#twin.input, fed]]));
    return [...state].map(([name, tensor]) => {
      const data = tensor.data as Float64Array;
      const width = data.length / rows;
      const base = data.slice(0, width);
      const steps = data.slice(width).map((value, i) => value - base[i % width]);
      return { name, width, base, directions: steps };
    });
  }

  /** From the state behind segment 0 to the target of segment `site`. */
  async #advance(first: State, site: number): Promise<Float64Array> {
    let state = first;
    for (let index = 1; index <= site; index++) state = await this.#run(index, state);
    return this.#target(state, site);
  }

  #target(state: State, site: number): Float64Array {
    return state.get(this.#segments[site].target)!.data as Float64Array;
  }

  /** Runs one segment; keeps what later segments read and its own target. */
  async #run(index: number, state: State): Promise<State> {
    const segment = this.#segments[index];
    const session = this.#sessions[index];
    const feeds = Object.fromEntries(segment.inputs.map((name) => [name, state.get(name)!]));
    const made = session ? await session.run(feeds) : {};
    const known = [...state, ...Object.entries(made)];
    return new Map(known.filter(([name]) => segment.kept.has(name) || name === segment.target));
  }
}

/** Whether all that lies between a site and the one before is a Relu of the same values. */
function isRectified(segments: readonly Segment[], site: number): boolean {
  const [before, own] = [segments[site - 1], segments[site]!];
  const [only, ...others] = own.nodes;
  return (
    only?.opType === 'Relu' &&
    others.length === 0 &&
    only.input[0] === before?.target &&
    only.output[0] === own.target
  );
}

/** Calls `run` on blocks of at most `rowsPerRun` rows and joins the results. */
async function inRuns(
  data: Float64Array,
  rows: number,
  columns: number,
  rowsPerRun: number,
  run: (block: Float64Array, rows: number) => Promise<Float64Array>,
): Promise<Float64Array> {
  if (rows <= rowsPerRun) return run(data.subarray(0, rows * columns), rows);
  let joined: Float64Array | undefined;
  for (let start = 0; start < rows; start += rowsPerRun) {
    const count = Math.min(rowsPerRun, rows - start);
    const part = await run(data.subarray(start * columns, (start + count) * columns), count);
    const width = part.length / count;
    joined ??= new Float64Array(rows * width);
    joined.set(part, start * width);
  }
  return joined ?? new Float64Array(0);
}
