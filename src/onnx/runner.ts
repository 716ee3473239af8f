import type { UnitExtremesBlock } from '../engine/hyperplanes/unitExtremes.ts';
import type { ActivationSite, NetworkStructure } from './structure.ts';

/** What to take from the graph at a site; each is reduced inside ONNX Runtime, so activations never cross whole. */
export interface SiteTap {
  readonly site: ActivationSite;
  /** Activation counts per unit, of a site that {@link countsActivity}. */
  readonly counts: boolean;
  /** Bit-packed switch codes per sample. */
  readonly codes: boolean;
  /** 1/‖w‖ per unit (0 for zero rows) to get min over units and positions of |z|/‖w‖ per sample; omit to skip. */
  readonly inverseNorms?: Float64Array;
  /** How many of the most activating samples to name for each unit; omit to skip these and the least |z|. */
  readonly extremes?: number;
  /** With counts, where positions are a picture: counts by position too, as far as there is room for them. */
  readonly positions?: boolean;
}

export interface RunnerOptions {
  readonly structure: NetworkStructure;
  /** Input to feed; default the only float input. */
  readonly input?: string;
  /** Shape of one sample, for models that leave dimensions behind the batch open. */
  readonly sampleShape?: readonly number[];
  readonly threads?: number;
  readonly taps: readonly SiteTap[];
  /** Values whose raw activations are wanted (feature spaces), flattened per sample. */
  readonly values: readonly string[];
  /** Also return the logits, flattened per sample. */
  readonly logits: boolean;
}

/** Everything one chunk of rows gives back. */
export interface ChunkResult {
  readonly rows: number;
  /** rows × logits per row, when asked. */
  readonly logits: Float32Array | undefined;
  /** Same order as `RunnerOptions.taps`. */
  readonly sites: readonly SiteChunk[];
  /** Same order as `RunnerOptions.values`: rows × width. */
  readonly values: readonly Float32Array[];
}

export interface SiteChunk {
  /** Per unit: number of (sample, position) pairs with z > 0, of a clip above its lower corner. */
  readonly counts: Float64Array | undefined;
  /** Of a clip, with counts: number of pairs with z above its upper corner. */
  readonly saturatedCounts: Float64Array | undefined;
  /**
   * Of each number of one sample at the site, the samples that are active, as {@link SiteLayout.map} says, or the codes that tell it;
   * {@link import('./runner/positionTotals.ts').PositionTotals} adds up either. Absent where not asked for.
   */
  readonly positionCounts?: Float64Array | PositionWords;
  /** With counts: number of (sample, unit, position) triples with z inside the site's soft band; `undefined` for a hard switch. */
  readonly softBandCount: number | undefined;
  /**
   * rows × wordsPerRow, each word an integer below 2^24: equal words mean equal codes. Every code has ⌈log2 levels⌉ bits of its own,
   * whose place depends on the layout alone. `undefined` also for pooling windows below operator set 8.
   */
  readonly codes: Float32Array | undefined;
  /** Per row; +Infinity never: a site whose rows are all zero gives `undefined`. */
  readonly boundaryDistance: Float32Array | undefined;
  /** Blocks of rows in order, numbered within the chunk; absent where not asked for. */
  readonly extremes?: readonly UnitExtremesBlock[];
}

/** How the codes of each unit's picture lie in words: tiles in lines, each a word, in which its codes lie line by line. */
export interface CodeTiling {
  readonly units: number;
  readonly height: number;
  readonly width: number;
  readonly tileHeight: number;
  readonly tileWidth: number;
  readonly bitsPerCode: number;
}

/** Codes of rows × words, 0 where a number is not active. */
export interface PositionWords {
  readonly words: Float32Array;
  readonly tiling: CodeTiling;
}

/** Positions of a unit as a picture, and how units lie among them: channels first (unit, line, column) or last (line, column, unit). */
export interface PositionMap {
  readonly height: number;
  readonly width: number;
  readonly channelsLast: boolean;
}

export interface SiteLayout {
  /** Units (channels) and positions per unit in one sample; codes has units · positions entries. */
  readonly units: number;
  readonly positions: number;
  readonly wordsPerRow: number;
  /** Bits of one code, the lowest of a word first; the bits left over in a word are 0. 0 without codes. */
  readonly bitsPerCode: number;
  /** Present where counts are taken by position. */
  readonly map?: PositionMap;
}

/** A session on the tapped model, fed with chunks of rows. */
export interface ModelRunner {
  /**
   * "native": the model takes any number of rows; "freed": its fixed batch was made free, proved on seeded rows; "row-by-row": rows
   * go through the untouched model one at a time, or in blocks of the batch it is fixed to, the last filled up.
   */
  readonly batching: 'native' | 'freed' | 'row-by-row';
  /** Shape of one sample as the model wants it, without the batch axis. */
  readonly inputShape: readonly number[];
  readonly inputLength: number;
  /** Rows to feed at once for good speed within the memory budget. */
  readonly preferredRows: number;
  /** Known after the first run. */
  readonly siteLayouts: readonly SiteLayout[];
  readonly valueWidths: readonly number[];
  readonly logitWidth: number;
  /** Axes of one sample's logits that are longer than 1: one for class scores, more for a map or a sequence of them. */
  readonly logitShape: readonly number[];
  /**
   * `input` is rows × inputLength, row-major in the model's own layout; rows may be 0 or more than `preferredRows`.
   * Throws UserError naming value and row when a logit, value or distance is NaN or infinite.
   */
  run(input: Float32Array, rows: number): Promise<ChunkResult>;
  close(): Promise<void>;
}
