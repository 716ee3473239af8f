import type { Exactness } from '../engine/exactness.ts';
import type { PatternStatistics } from '../engine/regions/cellOccupancy.ts';
import type { Summary } from '../engine/stats/summary.ts';
import type { ExtrapolationSection, Picture } from './extrapolation/extrapolationSection.ts';
import type { SamplePicture, UnitExtremesSection } from './hyperplanes/unitSections.ts';
import type {
  ComplexitySet,
  DecisionDistanceSection,
  UnitDistancesSection,
  RegionEdges,
} from './regions/neighbourhoodSections.ts';
import type {
  NearestPatternsSection,
  PathDensity,
  PatternHashing,
  RegionBounds,
  UntrainedBaseline,
} from './regions/regionSections.ts';

export type {
  AugmentationGrowth,
  BallSection,
  CalibrationSection,
  ClassSection,
  DelaunaySection,
  DistanceGroup,
  EllipsoidSection,
  ExtrapolatingSample,
  ExtrapolationSection,
  ExtrapolationSpace,
  FunctionChecks,
  GaussianNull,
  HullSection,
  MixtureSection,
  NeighbourSection,
  Picture,
  RelativeDistance,
  SpaceDimensions,
} from './extrapolation/extrapolationSection.ts';

export type {
  ClaimObservation,
  SweepClaim,
  SweepCurve,
  SweepPoint,
  SweepResult,
} from './extrapolation/sweepSection.ts';

export type {
  LayerCrossings,
  NearestPatternsSection,
  PathDensity,
  PathKind,
  PatternHashing,
  RegionBounds,
  UntrainedBaseline,
} from './regions/regionSections.ts';
export type { PatternStatistics };
export type { SamplePicture, TopSamples, UnitExtremesSection } from './hyperplanes/unitSections.ts';

/** The one document that the engine makes, the CLI prints, the page draws and CI gates on (report-contract.md). */
export interface Report {
  readonly schemaVersion: 1;
  readonly generator: { readonly name: 'model-geometry'; readonly version: string };
  readonly seed: number;
  readonly model: ModelSection;
  /** Absent arrays are `null`; with neither, regions come from seeded random inputs. */
  readonly data: { readonly train: DataSection | null; readonly test: DataSection | null };
  /** A part that was not asked for is `null`; regions also when the model could not be run. */
  readonly hyperplanes: HyperplanesSection | null;
  readonly regions: RegionsSection | null;
  readonly extrapolation: ExtrapolationSection | null;
  /** Where numbers become too large or no numbers at all; absent when nothing was run, and in deep graphs where all is finite. */
  readonly numerics?: NumericsSection;
  readonly findings: readonly Finding[];
  readonly timings: {
    readonly totalMs: number;
    readonly stages: readonly { readonly stage: string; readonly ms: number }[];
  };
}

export interface NumericsSection {
  /** The rows looked at: the first ones of the set, and from the first bad one on. */
  readonly samples: SampleSource;
  /** The first node in graph order that makes NaN or an infinity, and the rows of the set that cause it; `null` when all is finite. */
  readonly nonFinite: {
    readonly node: string;
    readonly op: string;
    readonly samples: readonly number[];
  } | null;
  /** The node with the largest finite |value|; `null` in a graph without nodes. */
  readonly largest: NodeMagnitude | null;
  /** Nodes that leave the range of float16 (65,504), in graph order. */
  readonly beyondFloat16: readonly NodeMagnitude[];
}

export interface NodeMagnitude {
  readonly node: string;
  readonly op: string;
  /** Largest finite |value|. */
  readonly magnitude: number;
}

export interface ValueSection {
  readonly name: string;
  readonly type: string;
  /** A symbolic or unknown dimension is a string (its name, else "?"). */
  readonly shape: readonly (number | string)[];
}

export interface Limit {
  readonly op: string;
  /** Name of the node, else of its first output; empty when the limit is not about a node. */
  readonly node: string;
  readonly effect: string;
}

export interface ModelSection {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly producer: string;
  /** Opset version by domain; the standard domain is "". */
  readonly opset: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly inputs: readonly ValueSection[];
  readonly outputs: readonly ValueSection[];
  readonly piecewiseLinear: boolean;
  readonly limits: readonly Limit[];
  /**
   * How rows are fed: "freed" = batched with the fixed batch axis proved free, "native" = batch axis was dynamic, "row-by-row".
   * `null` when the model could not be run and no data were given: then a limit says why, and there are weights alone.
   */
  readonly batching: 'native' | 'freed' | 'row-by-row' | null;
}

export interface DataSection {
  readonly path: string;
  readonly samples: number;
  /** Shape of one sample as stored. */
  readonly shape: readonly number[];
  readonly labels: boolean;
  /** In words, e.g. "x / 255"; "none" when the array is used as it is. */
  readonly preprocess: string;
  /** How a stored sample was matched to the model's input, e.g. "784 → 1×784×1, reshaped". */
  readonly match: string;
  /** Share of samples whose argmax is the label; only with labels. */
  readonly accuracy?: number;
  /** ‖f(x) − target‖₂ of the samples; only with numbers to predict. */
  readonly error?: Summary;
}

/**
 * What the numbers that a model gives for a sample mean: scores of classes; one number, of which its sign may tell two classes
 * apart; or numbers that name no class: a map, a sequence, or what is predicted itself.
 */
export type OutputKind = 'classes' | 'sign' | 'numbers';

/** Where activation statistics were taken. */
export interface SampleSource {
  readonly set: 'train' | 'test' | 'random';
  readonly count: number;
}

export interface HyperplanesSection {
  /** `null` when no sample was run (weights only). */
  readonly samples: SampleSource | null;
  readonly layers: readonly HyperplaneLayer[];
  /** Where samples are images: those that units are excited by most, up to a budget, ascending by sample. */
  readonly samplePictures?: readonly SamplePicture[];
}

export interface UnitList {
  readonly count: number;
  /** 0-based unit (conv: output channel) indices, ascending. */
  readonly units: readonly number[];
}

/** Units that all samples agree on. */
export interface ActivityList extends UnitList {
  /**
   * Units for which interval bounds prove the same of every input in the range box of the samples, seen or not. Absent where the
   * model is not piecewise linear or large, and without data.
   */
  readonly certified?: UnitList;
}

export interface HyperplaneLayer {
  readonly layer: string;
  readonly op: string;
  readonly units: number;
  readonly fanIn: number;
  /** ‖w‖₂ over units. */
  readonly norm: Summary;
  readonly bias: Summary;
  /** |b| / ‖w‖ over units with ‖w‖ > 0; `null` when there is none. */
  readonly originDistance: Summary | null;
  /** Over pairs of distinct units with non-zero rows; `null` with fewer than two. */
  readonly cosine: {
    readonly meanAbs: number;
    readonly maxAbs: number;
    readonly pair: readonly [number, number];
    /** E|cos| of independent isotropic directions in fanIn dimensions (D3). */
    readonly nullMeanAbs: number;
    /** Welch's bound: no directions of this number and dimension have a smaller largest |cos|. */
    readonly welchBound?: number;
  } | null;
  /** ‖ŴŴᵀ − I‖_F², rows normalised, zero rows left out (D4). */
  readonly orthogonalityPenalty: number;
  readonly spectralNorm: number;
  /** The largest singular value and the Marchenko–Pastur edges of random weights of this shape, over the root mean square one (D3). */
  readonly singularValues?: {
    readonly largest: number;
    readonly randomEdges: readonly [low: number, high: number];
  };
  /** ‖W‖_F² / ‖W‖₂²; 0 for a zero matrix. */
  readonly stableRank: number;
  /** exp of the entropy of the normalised singular values' squares (D38); 0 for a zero matrix. */
  readonly effectiveRank: number;
  /** Pairs with |cos| > 1 − 1e-6 and the same boundary. */
  readonly duplicates: readonly (readonly [number, number])[];
  /** Per-unit values, index = unit; `null` for layers of more than 65,536 units. */
  readonly perUnit: {
    readonly norm: readonly number[];
    readonly bias: readonly number[];
    /** `null` where ‖w‖ = 0. */
    readonly originDistance: readonly (number | null)[];
    /** With data and a nonlinearity: share of samples (conv: × positions) with z > 0. */
    readonly activationRate: readonly number[] | null;
    /** With data and a nonlinearity, for layers of up to 4,096 units. */
    readonly extremes?: UnitExtremesSection;
    /** Where the layer reads images: the weights of its first units, grey = 0, scaled by unit; a kernel for a convolution. */
    readonly weights?: readonly Picture[];
    /** Of a layer with positions in lines and columns: where the first units are active, byte 0 = on no sample, 255 = on all. */
    readonly rateMaps?: readonly Picture[];
  } | null;
  /** The nonlinearity that follows, e.g. "Relu"; `null` where none does. The four fields below need it and data. */
  readonly nonlinearity: string | null;
  readonly activationRate?: Summary;
  readonly dead?: ActivityList;
  readonly alwaysOn?: ActivityList;
  /** Of a clip (ReLU6, …): share of samples (conv: × positions) with z above its upper corner, over units. */
  readonly saturationRate?: Summary;
  /** Per sample: min over units of |z| / ‖w‖, in the layer's own input space (conv: full-kernel norm; residual sum: at the fixed skip value). */
  readonly boundaryDistance?: Summary;
  /** Where the exporter left it: the line of Python that made the layer, on the machine that exported. */
  readonly source?: { readonly file: string; readonly line: number };
}

export interface RegionsSection {
  readonly exactness: Exactness;
  readonly set: SampleSource['set'];
  readonly samples: number;
  readonly layers: readonly RegionLayer[];
  readonly network: PatternStatistics & { readonly units: number };
  /** Straight paths, local complexity and in-radius: present when they were computed. */
  readonly paths?: readonly RegionPath[];
  /** By what the paths join, with those from samples to noise, which `paths` leaves out. */
  readonly pathDensities?: readonly PathDensity[];
  readonly bounds?: RegionBounds;
  readonly baseline?: UntrainedBaseline;
  readonly nearestPatterns?: NearestPatternsSection;
  readonly hashing?: PatternHashing;
  readonly localComplexity?: {
    readonly radius: number;
    /** Samples with a frame around them, orthonormal directions of a frame, median distance to the nearest other sample. */
    readonly points?: number;
    readonly directions?: number;
    readonly nearestDistance?: number;
    readonly layers: readonly { readonly layer: string; readonly crossings: Summary }[];
    /** Around training samples, test samples and noise, at several radii. */
    readonly sets?: readonly ComplexitySet[];
  };
  readonly inradius?: Summary;
  /** Whose facets the in-radii are distances to. */
  readonly regionEdges?: RegionEdges;
  /** By unit, distances to its boundary in the model's input. */
  readonly unitDistances?: UnitDistancesSection;
  readonly decisionDistance?: DecisionDistanceSection;
}

export interface RegionLayer extends PatternStatistics {
  readonly layer: string;
  /** The op that switches: "Relu", "MaxPool", … */
  readonly op: string;
  readonly units: number;
  /** "exact" for CPWL switches, "heuristic" behind or at a smooth one. */
  readonly exactness: Exactness;
  /** Share of (sample, unit) pairs with z > 0; `null` for multi-way switches. */
  readonly activationRate: number | null;
  /** Channels (units of a dense layer) with z > 0 on no sample; `null` for multi-way switches. */
  readonly dead: number | null;
  /** Of a smooth switch, the share of (sample, unit) pairs for which it is neither off nor on: 0 means that its sign tells all. */
  readonly transitionBand?: number;
  /** D7 refinement profile: the same statistics for the joint pattern of this layer and all before it. */
  readonly cumulative: PatternStatistics;
}

/** The network on the straight line between two samples of the section's set. */
export interface RegionPath {
  /** Indices of the two samples. */
  readonly from: number;
  readonly to: number;
  /** How the two were chosen; by their labels where there are labels. */
  readonly kind?: 'same-class' | 'different-class' | 'random';
  /** 2-norm in the model's input, after preprocessing; > 0. */
  readonly length: number;
  /** Affine pieces on the way, at least 1. */
  readonly regions: number;
  readonly regionsPerUnitLength: number;
  readonly exactness: Exactness;
}

export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** Layer or space the finding is about, else `null`. */
  readonly layer: string | null;
  readonly message: string;
  readonly value: number;
  readonly threshold: number;
  readonly fix: string;
}

/** The three parts of a report, by the section that carries them. */
export type ReportPart = 'hyperplanes' | 'regions' | 'extrapolation';
export const reportParts: readonly ReportPart[] = ['hyperplanes', 'regions', 'extrapolation'];
