import type { Exactness } from '../../engine/exactness.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { SweepResult } from './sweepSection.ts';

export interface ExtrapolationSection {
  readonly spaces: readonly ExtrapolationSpace[];
  /** The most extrapolating samples, rank 1 first; default 100. */
  readonly samples: readonly ExtrapolatingSample[];
  /** The model between and around the data; absent where it was not asked for. */
  readonly functionChecks?: FunctionChecks;
  /** Hull rates as dimension, training set and depth grow; present where it was asked for (D35). */
  readonly sweep?: SweepResult;
  /** File that holds the certificate of every verdict, where one was written; `verify` finds it from here. */
  readonly certificates?: string;
}

/** Behaviour along tangents, augmentations and mixtures of the data (D42–D44). */
export interface FunctionChecks {
  /** "exact" when slopes come from the float64 twin of a piecewise-linear model, else "estimate". */
  readonly exactness: Exactness;
  /** D27: columns weighted by |∂ margin / ∂x| times their deviation, on the first `samples` test rows. */
  readonly saliency?: {
    readonly samples: number;
    /** Share of the weight in the training range, per test row. */
    readonly fraction: Summary;
    /** (Σw)² / Σw²: how many columns the model looks at, per test row. */
    readonly effectiveColumns: Summary;
  };
  /** ‖f(mixture) − mixture of f‖ over ‖f(a) − f(b)‖ on random pairs of training rows; 0 within one region. */
  readonly mixup: {
    readonly pairs: number;
    /** `null` when the scores are constant. With training labels also by kind of pair. */
    readonly gap: Summary | null;
    readonly sameClass?: Summary | null;
    readonly otherClass?: Summary | null;
  };
  /** For images: squared slope along a change over that along a random direction; 0 = invariant, 1 = like any other. */
  readonly tangents?: readonly {
    readonly name: string;
    readonly ratio: number;
    readonly samples: number;
  }[];
  /** For images: how far augmented training rows leave the hull of the training rows. */
  readonly augmentations?: readonly {
    readonly name: string;
    readonly amount: number;
    readonly unit: string;
    readonly samples: number;
    readonly outside: number;
    readonly distance: Summary;
    readonly growth?: AugmentationGrowth;
  }[];
}

/** What augmented training rows add to the cloud of the training rows (D43). */
export interface AugmentationGrowth {
  /** Training rows augmented and added. */
  readonly samples: number;
  /** Dimension of the affine hull; `null` above 1,024 columns. */
  readonly affine: { readonly before: number; readonly after: number } | null;
  /**
   * Natural logarithm of the ratio of the smallest ellipsoids' volumes in ten components at most, right to ±0.006; `null` where the
   * rows are flat there.
   */
  readonly ellipsoid: { readonly space: string; readonly logVolumeRatio: number } | null;
}

export interface ExtrapolationSpace {
  /** "input" | "pca:K" | "layer:NAME" | "logits" */
  readonly space: string;
  readonly dimension: number;
  /** Columns that are not constant over the training rows. */
  readonly effectiveDimension: number;
  readonly train: number;
  readonly test: number;
  readonly hull: HullSection;
  readonly box: { readonly inside: number; readonly fractionOfDimensions: Summary };
  /** Accuracy of the model on samples inside and outside; `null` without labels or where a side is empty. */
  readonly accuracy?: { readonly inside: number | null; readonly outside: number | null };
  /** AUROC of each score as a detector of the model's errors; `null` where there is no error or no success. */
  readonly errorAuroc?: Readonly<Record<string, number | null>>;
  /** 95 % intervals of `errorAuroc`, same keys. */
  readonly errorAurocInterval?: Readonly<Record<string, readonly [number, number] | null>>;
  /** The score with the largest `errorAuroc`; `null` where none is above 0.5. */
  readonly bestScore?: string | null;
  /** Test rows by distance to the hull, nearest tenth first; with fewer than ten rows, fewer groups. */
  readonly distanceDeciles?: readonly DistanceGroup[];
  /** With numbers to predict for the test samples: errors by distance. */
  readonly predictionError?: PredictionErrorSection;
  /** The score card (D34), of which a part that could not be computed is absent and `notes` says why. */
  readonly dimensions?: SpaceDimensions;
  readonly gaussianNull?: GaussianNull;
  readonly relativeDistance?: RelativeDistance;
  readonly ball?: BallSection;
  readonly ellipsoid?: EllipsoidSection;
  readonly neighbours?: NeighbourSection;
  /** Distribution-free bounds κ / (N + 1) on the share of new samples outside each shape (D30). */
  readonly coverageBounds?: {
    readonly box: number;
    readonly ball: number;
    readonly ellipsoid: number;
  };
  readonly calibration?: CalibrationSection;
  /** With training labels and test rows inside: the classes that the certificates' mixtures are made of. */
  readonly mixture?: MixtureSection;
  /** Up to 20 dimensions and 10,000 training rows, with training labels (D24). */
  readonly delaunay?: DelaunaySection;
  /** Test rows against the training rows of the class they are predicted to be (D31). */
  readonly classes?: readonly ClassSection[];
  /** What was left out and why, and what to mind in the rest, a sentence each. */
  readonly notes?: readonly string[];
}

/** Test rows of like distance to the hull. */
export interface DistanceGroup {
  /** Largest distance in the group (upper bound). */
  readonly upTo: number;
  readonly samples: number;
  readonly accuracy: number;
}

/** Of a model that predicts numbers: its errors ‖f(x) − target‖₂ on the test rows, and whether they grow with distance. */
export interface PredictionErrorSection {
  /** Inside and outside the hull; `null` where there are none. */
  readonly inside: Summary | null;
  readonly outside: Summary | null;
  /** Spearman's rank correlation of each score with the error; `null` where one of them is constant. */
  readonly rankCorrelation: Readonly<Record<string, number | null>>;
  /** 95% intervals of `rankCorrelation`, same keys; `null` where there is none. */
  readonly rankCorrelationInterval: Readonly<Record<string, readonly [number, number] | null>>;
  /** Test rows by distance to the hull, nearest tenth first; with fewer than ten rows, fewer groups. */
  readonly deciles: readonly {
    /** Largest distance in the group (upper bound). */
    readonly upTo: number;
    readonly samples: number;
    readonly median: number;
  }[];
}

/** Linear and intrinsic dimension of the training rows (D38, D39). */
export interface SpaceDimensions {
  /** Dimension of the affine hull, d*. */
  readonly affine: number;
  /** Fewest principal components that carry each share of the variance. */
  readonly components: readonly { readonly share: number; readonly count: number }[];
  readonly participationRatio: number;
  readonly effectiveRank: number;
  /** From the ratio of the distances to the second and first neighbour; `null` with fewer than three distinct rows. */
  readonly twoNearestNeighbours: {
    readonly dimension: number;
    readonly standardError: number;
    /** Estimate by regression without the largest tenth of the ratios. */
    readonly regression: number | null;
    /** First training rows it was taken on, and those of them that have no duplicate. */
    readonly rows: number;
    readonly points: number;
  } | null;
}

/** What Gaussian data of the same N would give (D33). */
export interface GaussianNull {
  /** Probability of inside for Gaussian data of dimension d*; `null` where d* is above 48, where it is below 1e-15 for any real N. */
  readonly insideFraction: number | null;
  /** Largest dimension whose null is at least the measured share inside; `null` above 48. Not an intrinsic dimension. */
  readonly equivalentDimension: number | null;
}

/** Median distance of the test rows to the hull (upper bound) in units of the training set's own distances (D23). */
export interface RelativeDistance {
  /** Over the median distance of a training row to its nearest other row; `null` where that is 0. */
  readonly toNeighbour: number | null;
  /** Over the diameter of the minimum ball; `null` where that is 0. */
  readonly toDiameter: number | null;
  /** Over the median distance of held-out training rows to the hull of the others; `null` where that is 0 or unknown. */
  readonly toHeldOut: number | null;
}

/** Balls around the training rows (D28). */
export interface BallSection {
  readonly radius: number;
  /** The least radius is at least radius · (1 − gap). */
  readonly gap: number;
  readonly inside: number;
  /** Distance from the centre over the radius, per test row. */
  readonly ratio: Summary;
  /** The ball around the mean row. */
  readonly centroid: { readonly radius: number; readonly inside: number };
}

/** The minimum-volume ellipsoid around the training rows, within their affine hull (D29). */
export interface EllipsoidSection {
  /** Test rows in it; a row off the affine hull is outside. */
  readonly inside: number;
  /** Per test row: factor by which the ellipsoid would have to grow to reach it, seen within the affine hull. */
  readonly gauge: Summary;
  /** Optimality: ω ≤ (d* + 1)(1 + epsilon). */
  readonly epsilon: number;
  /** Test rows off the affine hull of the training rows. */
  readonly offFlat: number;
}

/** Nearest training rows of the test rows. */
export interface NeighbourSection {
  readonly k: number;
  /** Distance of a test row to its nearest training row. */
  readonly distance: Summary;
  /** That distance over the median distance of a training row to its nearest other row; absent where that is 0. */
  readonly ratio?: Summary;
  /** Distance of sampled training rows to their nearest other row. */
  readonly train: Summary;
  /** With training labels: share of test rows whose k neighbours vote (ties: the nearer) for the predicted class (D45). */
  readonly agreement?: number;
  /** With labels: share of test rows whose k neighbours vote for the true class. */
  readonly accuracy?: number;
}

/** Split-conformal p-values of the test rows against training rows held out of the hull. */
export interface CalibrationSection {
  readonly score: 'hull.distance';
  readonly heldOut: number;
  /** The training rows held out, ascending. */
  readonly rows: readonly number[];
  /** Held-out rows inside the hull of the others, and their distance to it. */
  readonly inside: number;
  readonly distance: Summary;
  /** Per test row: small = farther from the hull than training rows are. Uniform when test and training rows are alike. */
  readonly pValue: Summary;
  /** Share of test rows with p ≤ 0.05: about 0.05 when test and training rows are alike. */
  readonly rejectedAt5Percent: number;
}

/** Classes of the training rows whose convex combination a test row inside the hull is (D31, D45). */
export interface MixtureSection {
  /** Test rows inside the hull. */
  readonly samples: number;
  /** Of those, mixtures of two or more classes. */
  readonly ofSeveralClasses: number;
  /** Entropy of the class weights, per row inside: 0 for one class. */
  readonly entropyBits: Summary;
  /** Share whose heaviest class is the predicted one. */
  readonly agreement?: number;
}

/** The Delaunay interpolant of the training labels as a model of its own, on the test rows inside the hull. */
export interface DelaunaySection {
  readonly samples: number;
  /** Share for which it gives the class the model predicts, and the true class. */
  readonly agreement?: number;
  readonly accuracy?: number;
}

/** One class of {@link ExtrapolationSpace.classes}. */
export interface ClassSection {
  readonly class: number;
  readonly train: number;
  readonly test: number;
  readonly inside: number;
  readonly undecided: number;
  /** Distance to the hull of the class's training rows (upper bound). */
  readonly distance: Summary;
  /** Test rows in the range box of the class in every dimension. */
  readonly insideBox: number;
}

export interface HullSection {
  readonly inside: number;
  readonly outside: number;
  readonly undecided: number;
  readonly insideFraction: number;
  /** 95 % Wilson interval of `insideFraction`. */
  readonly interval: readonly [number, number];
  /** Samples that equal a training row. */
  readonly duplicates: number;
  /** Bounds on the 2-norm distance to the hull, over all samples (inside = 0). */
  readonly distance?: {
    readonly lower: Summary;
    readonly upper: Summary;
    /** Largest (upper − lower) / upper. */
    readonly relativeGap: number;
  };
}

export interface ExtrapolatingSample {
  readonly index: number;
  readonly label: number | null;
  readonly predicted: number | null;
  /** e.g. { "input.hull": 3.1 }: distance (upper bound) by space. */
  readonly scores: Readonly<Record<string, number>>;
  readonly rank: number;
  /** Conformal p-value by space, where calibrated. */
  readonly pValues?: Readonly<Record<string, number>>;
  /** Nearest training rows in the first space, nearest first; the first ones of a pictured sample with their pictures. */
  readonly neighbours?: readonly {
    readonly row: number;
    readonly distance: number;
    readonly picture?: Picture;
  }[];
  /** The columns of the input farthest outside their training range, at most eight; absent when none is. */
  readonly outOfRange?: readonly {
    readonly column: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** For the first samples, where they are images: the sample, black to white over the training range. */
  readonly picture?: Picture;
  /** The direction that separates it from the training rows of the input, grey = 0, bright = more than in training. */
  readonly direction?: Picture;
}

/** A small image, line by line, channels together. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  /** 1 = grey, 3 = red, green, blue. */
  readonly channels: 1 | 3;
  /** height · width · channels bytes in base64. */
  readonly pixels: string;
}
