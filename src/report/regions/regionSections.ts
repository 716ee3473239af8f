import type { MeanEstimate } from '../../engine/stats/meanEstimate.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { Picture } from '../extrapolation/extrapolationSection.ts';

/** What straight paths join: samples of one class or of two, any two samples, or a sample and uniform noise. */
export type PathKind = 'same-class' | 'different-class' | 'random' | 'noise';

/** Regions along the straight paths of one kind (geometry-spec D16). */
export interface PathDensity {
  readonly kind: PathKind;
  readonly paths: number;
  /** Affine pieces on a path. */
  readonly regions: MeanEstimate;
  /** The same over the path's length. */
  readonly perUnitLength: MeanEstimate;
  readonly perUnitLengthSpread: Summary;
  /** Switch layers in graph order; a bend at which several switch counts for the first of them. */
  readonly layers: readonly LayerCrossings[];
  /** With noise: the samples, first of the set, whose range box it fills uniformly. */
  readonly noiseRows?: number;
}

export interface LayerCrossings {
  readonly layer: string;
  /** Bends that the layer puts on a path. */
  readonly crossings: MeanEstimate;
  readonly perUnitLength: MeanEstimate;
}

/** Measured numbers of regions against what the architecture allows (geometry-spec D13). Numbers are logarithms to base 10. */
export interface RegionBounds {
  /** Numbers in one input. */
  readonly inputDimension: number;
  /** "chain": of Serra et al., for ReLU layers one after the other; "product": of any network with so many units. */
  readonly bound: 'chain' | 'product';
  /** Switch layers in graph order, each with all before it, up to the first whose number of hyperplanes is not known. */
  readonly layers: readonly {
    readonly layer: string;
    /** Hyperplanes that the layer can draw: one a unit, two where a unit has three segments, one a pair of a pool's inputs. */
    readonly hyperplanes: number;
    /** Distinct joint patterns of the samples: the regions that hold a sample. Never above `upper`. */
    readonly measured: number;
    /** No network of this architecture has more regions: certified. */
    readonly upper: number;
    /** Scale of the mean number in a unit cube at random initialisation, an order of magnitude. */
    readonly initialisation: number;
  }[];
}

/** The same architecture before training, measured on the same samples, so that a reader sees what training did. */
export interface UntrainedBaseline {
  /** What was drawn at random, from the report's seed, and what was kept: one sentence. */
  readonly initialisation: string;
  /** Samples, first of the set, on which patterns are compared. */
  readonly samples: number;
  /** Switch layers in graph order. */
  readonly layers: readonly {
    readonly layer: string;
    readonly trained: BaselinePatterns;
    readonly untrained: BaselinePatterns;
  }[];
  /** Of the untrained model, on the paths of the section's own; fewer where they are too much work. */
  readonly pathDensities?: readonly PathDensity[];
  /** Of the untrained model, in the neighbourhoods of the section's own. */
  readonly localComplexity?: {
    readonly radius: number;
    readonly layers: readonly { readonly layer: string; readonly crossings: Summary }[];
  };
}

export interface BaselinePatterns {
  /** Of this layer alone, and with all layers before it. */
  readonly distinctPatterns: number;
  readonly jointPatterns: number;
  /** Share of (sample, unit) pairs with z > 0; `null` for multi-way switches. */
  readonly activationRate: number | null;
}

/** Test samples and the training samples nearest to them by activation pattern (geometry-spec D8). Exact. */
export interface NearestPatternsSection {
  /** Test samples looked at, chosen by the seed, and training samples each was compared with. */
  readonly queries: number;
  readonly train: number;
  /** To the nearest training pattern: the share of a switch layer's codes that differ, averaged over layers with equal weight. */
  readonly distance: Summary;
  /** Share of the test samples with a training sample in their region, at distance 0. */
  readonly seen: number;
  /** Share whose nearest training pattern belongs to a sample of their class; `null` without labels on both sides. */
  readonly sameLabel: number | null;
  /** The test samples farthest from every training pattern, farthest first. */
  readonly samples: readonly {
    /** In the test set. */
    readonly index: number;
    readonly label: number | null;
    /** Where samples are images: both on one scale of brightness. */
    readonly picture?: Picture;
    /** Nearest first. */
    readonly neighbours: readonly {
      /** In the training set. */
      readonly row: number;
      readonly distance: number;
      readonly label: number | null;
      readonly picture?: Picture;
    }[];
  }[];
}

/** How patterns hash inputs: dense layers against random hyperplanes (geometry-spec D9), over seeded pairs of samples. */
export interface PatternHashing {
  readonly pairs: number;
  /** Dense layers of two-state units, in graph order. */
  readonly layers: readonly {
    readonly layer: string;
    readonly units: number;
    /** σ_b/σ_w: the constant input that stands for the biases in `angle`. */
    readonly biasRatio: number;
    /** Least-squares factor s of share = s · angle/π: 1 for random hyperplanes. */
    readonly slope: number;
    /** Root mean square of share − angle/π. */
    readonly departure: number;
    readonly points: readonly {
      /** Between the layer's own inputs, biases counted as one more constant input. */
      readonly angle: number;
      /** Between the inputs as they are; `null` where one of them is zero. */
      readonly plainAngle: number | null;
      /** Share of the layer's units that differ. */
      readonly share: number;
    }[];
  }[];
}
