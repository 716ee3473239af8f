import type { HullSection, SampleSource } from '../report.ts';
import type { Comparison } from './comparison.ts';

/** The geometry of models in order: checkpoints of one training run, or two versions of a model. */
export interface ModelTimeline {
  readonly models: readonly ModelFigures[];
  /** What changes from each model to the next, on the same samples; one fewer than models. */
  readonly steps: readonly Comparison[];
  /** Models that a run which was ended early did not reach; absent where there are none. */
  readonly notReached?: number;
}

/** The figures of one model of a timeline. */
export interface ModelFigures {
  /** Absolute path. */
  readonly path: string;
  readonly parameters: number;
  /** Where units were watched; `null` when nothing could be run. */
  readonly samples: SampleSource | null;
  /** Share of the compared samples whose argmax is the label; `null` without labels. */
  readonly accuracy: number | null;
  /** Mean ‖f(x) − target‖₂ of the compared samples; only with numbers to predict. */
  readonly error?: number;
  /** Findings about the hyperplanes, of severity error or warning. */
  readonly problems: number;
  readonly layers: readonly LayerFigures[];
  /** Test samples against the training samples in the space of the class scores; `null` without both sets. */
  readonly scoreHull: (HullSection & { readonly train: number; readonly test: number }) | null;
  /** The same in hidden layers, verdicts alone: the layers asked for, else the last; absent without both sets. */
  readonly layerHulls?: readonly LayerHull[];
}

/** Verdicts on the test samples in the space of a hidden layer. */
export interface LayerHull {
  /** "layer:NAME". */
  readonly space: string;
  readonly inside: number;
  readonly outside: number;
  readonly undecided: number;
  /** Share of the test samples that are inside, in [0, 1]. */
  readonly insideFraction: number;
}

/** The hyperplanes of one layer in numbers that can be compared between models. */
export interface LayerFigures {
  readonly layer: string;
  readonly op: string;
  readonly units: number;
  /** Weights of one unit. */
  readonly fanIn?: number;
  /** Mean ‖w‖₂ over units. */
  readonly meanNorm: number;
  /** Mean |cos| over pairs of units; `null` with fewer than two non-zero rows. */
  readonly meanAbsCosine: number | null;
  readonly orthogonalityPenalty: number;
  readonly spectralNorm: number;
  readonly effectiveRank: number;
  /** Units never active, and the mean activation rate; `null` where nothing was run or no nonlinearity follows. */
  readonly dead: number | null;
  readonly activationRate: number | null;
}
