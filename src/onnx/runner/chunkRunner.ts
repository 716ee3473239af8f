import { type Model } from '../model.ts';
import { type InferenceSession, type Tensor } from '../ort.ts';
import { type ChunkResult, type ModelRunner, type SiteChunk, type SiteLayout } from '../runner.ts';
import { type Batching } from './batching.ts';
import { checkFinite } from './checkFinite.ts';
import { type InputFeed } from './inputFeed.ts';
import { joinChunks } from './joinChunks.ts';
import { extremesBlock } from './extremesBlock.ts';
import { runFetching } from './runFetching.ts';
import { dataOf, emptySwitches, switchesOf } from './switchResults.ts';
import { sessionError } from './sessionError.ts';
import { type SiteOutputs } from './siteReductions.ts';

/** Output names of the tapped session. */
/** A value of the model that comes out as it is. */
export interface WholeOutput {
  /** In the model. */
  readonly name: string;
  /** In the tapped graph. */
  readonly output: string;
  /** Numbers of one row. */
  readonly width: number;
  /** Axes of one row that are longer than 1. */
  readonly shape: readonly number[];
}

export interface TappedOutputs {
  readonly logits: WholeOutput | undefined;
  readonly values: readonly WholeOutput[];
  readonly sites: readonly (SiteOutputs & { readonly name: string })[];
}

export interface ChunkRunnerParts {
  readonly model: Model;
  readonly session: InferenceSession;
  readonly feed: InputFeed;
  readonly batching: Batching;
  readonly outputs: TappedOutputs;
  readonly preferredRows: number;
}

/** {@link ModelRunner} on one session; see {@link import('./createRunner.ts').createRunner}. */
export class ChunkRunner implements ModelRunner {
  readonly batching: ModelRunner['batching'];
  readonly inputShape: readonly number[];
  readonly inputLength: number;
  readonly preferredRows: number;
  readonly siteLayouts: readonly SiteLayout[];
  readonly valueWidths: readonly number[];
  readonly logitWidth: number;
  readonly logitShape: readonly number[];
  readonly #parts: ChunkRunnerParts;
  readonly #fetches: readonly string[];

  constructor(parts: ChunkRunnerParts) {
    const { batching, outputs } = parts;
    this.#parts = parts;
    this.batching = batching.kind;
    this.inputShape = batching.input.sampleShape;
    this.inputLength = batching.input.sampleLength;
    this.preferredRows = parts.preferredRows;
    this.siteLayouts = outputs.sites.map(({ layout }) => layout);
    this.valueWidths = outputs.values.map(({ width }) => width);
    this.logitWidth = outputs.logits?.width ?? 0;
    this.logitShape = outputs.logits?.shape ?? [];
    this.#fetches = [
      outputs.logits?.output,
      ...outputs.values.map(({ output }) => output),
      ...outputs.sites.flatMap((site) => [
        site.counts,
        site.saturatedCounts,
        site.positionCounts,
        // Where there is a picture, its words are the codes.
        site.picture?.words ?? site.windows?.sums ?? site.codes,
        site.boundaryDistance,
        site.softBandCounts,
        ...Object.values(site.extremes ?? {}),
      ]),
    ].filter((name) => name !== undefined);
  }

  async run(input: Float32Array, rows: number): Promise<ChunkResult> {
    const { batching, outputs } = this.#parts;
    if (rows === 0) return emptyChunk(outputs);
    const blockRows = batching.blockRows ?? Math.min(rows, this.preferredRows);
    const chunks: ChunkResult[] = [];
    for (let first = 0; first < rows; first += blockRows) {
      chunks.push(await this.#runBlock(input, first, Math.min(blockRows, rows - first)));
    }
    return chunks.length === 1 ? chunks[0]! : joinChunks(chunks);
  }

  async close(): Promise<void> {
    await this.#parts.session.release();
  }

  async #runBlock(input: Float32Array, first: number, rows: number): Promise<ChunkResult> {
    const { model, session, feed, batching } = this.#parts;
    const block = this.#block(input, first, rows);
    let results: Readonly<Record<string, Tensor>>;
    try {
      const feeds = feed.feeds(block, batching.blockRows ?? rows, rows);
      results = await runFetching(session, feeds, this.#fetches);
    } catch (cause) {
      throw sessionError(model, 'run', cause);
    }
    return this.#chunk(results, first, rows);
  }

  /** The rows of one run; a block of fixed size is filled up with zeros. */
  #block(input: Float32Array, first: number, rows: number): Float32Array {
    const start = first * this.inputLength;
    const view = input.subarray(start, start + rows * this.inputLength);
    const { blockRows } = this.#parts.batching;
    if (blockRows === undefined || blockRows === rows) return view;
    const block = new Float32Array(blockRows * this.inputLength);
    block.set(view);
    return block;
  }

  #chunk(results: Readonly<Record<string, Tensor>>, first: number, rows: number): ChunkResult {
    const { model, outputs } = this.#parts;
    const read = (name: string, output: string, width: number) => {
      const data = dataOf(results, output).subarray(0, rows * width);
      checkFinite(data, width, { model, name, first });
      return data;
    };
    return {
      rows,
      logits:
        outputs.logits && read(outputs.logits.name, outputs.logits.output, outputs.logits.width),
      values: outputs.values.map(({ name, output, width }) => read(name, output, width)),
      sites: outputs.sites.map((site): SiteChunk => ({
        ...switchesOf(results, site, (output, width) => read(site.name, output, width)),
        softBandCount:
          site.softBandCounts === undefined
            ? undefined
            : dataOf(results, site.softBandCounts).reduce((sum, count) => sum + count, 0),
        boundaryDistance:
          site.boundaryDistance === undefined
            ? undefined
            : read(site.name, site.boundaryDistance, 1),
        ...(site.extremes && { extremes: [extremesBlock(results, site.extremes, rows)] }),
      })),
    };
  }
}

/** The result for no rows, which kernels cannot be trusted with. */
function emptyChunk(outputs: TappedOutputs): ChunkResult {
  const empty = (output: unknown) => (output === undefined ? undefined : new Float32Array(0));
  return {
    rows: 0,
    logits: empty(outputs.logits),
    values: outputs.values.map(() => new Float32Array(0)),
    sites: outputs.sites.map((site) => ({
      ...emptySwitches(site),
      softBandCount: site.softBandCounts === undefined ? undefined : 0,
      boundaryDistance: empty(site.boundaryDistance),
    })),
  };
}
