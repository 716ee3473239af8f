/** Hull rates against dimension and training-set size (geometry-spec D35). */
export interface SweepResult {
  readonly train: number;
  readonly test: number;
  readonly curves: readonly SweepCurve[];
  /** What the talk and the paper say, to be held against the curves. */
  readonly claims: readonly SweepClaim[];
  /** How the inputs of the model were fed, where its layers were gone through by `sweep`. */
  readonly notes?: readonly string[];
}

export interface SweepCurve {
  /** What grows along the curve; "train" is the number of training rows in the space named, "layer" the depth in a model. */
  readonly kind: 'patch' | 'pool' | 'pca' | 'train' | 'layer';
  /** Space of a "train" curve, e.g. "pca:10"; else `null`. */
  readonly space: string | null;
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint {
  /** Side of the patch or pooled image, components, training rows, or place in the model's order (the input is 0). */
  readonly size: number;
  /** Name of the space, along a "layer" curve. */
  readonly label?: string;
  readonly dimension: number;
  /** Dimension of the training rows' affine hull, which alone matters to the hull rate. */
  readonly affineDimension: number;
  /** True where the space has too many columns for its principal axes: the dimension is then only an upper bound. */
  readonly affineDimensionIsBound?: boolean;
  readonly train: number;
  readonly test: number;
  readonly inside: number;
  readonly undecided: number;
  readonly insideFraction: number;
  /** 95 % Wilson interval. */
  readonly interval: readonly [number, number];
  /** Test rows that equal a training row: inside, but not by interpolation. */
  readonly duplicates: number;
  /** Share inside that Gaussian rows of the same N and affine dimension would have; `null` above 48 dimensions. */
  readonly gaussianNull: number | null;
  /** Principal components for 90, 95 and 99 % of the variance of the training rows. */
  readonly components: readonly { readonly share: number; readonly count: number }[];
}

/** A statement that a curve confirms or not. */
export interface SweepClaim {
  readonly dimension: number;
  /** Training rows the claim is about; `null` = whatever there are. */
  readonly train: number | null;
  readonly statement: string;
  readonly source: string;
  /** The claim held against this sweep; `null` where no point is of the kind it speaks of. */
  readonly observed: ClaimObservation | null;
}

/** What the sweep's points say of a claim. */
export interface ClaimObservation {
  /** Points of at least the claim's dimension, with fewer training rows than it asks for. */
  readonly points: number;
  readonly holds: boolean;
  /** Of these the point with the largest share of test rows inside that equal no training row, and its kind. */
  readonly insideFraction: number;
  readonly dimension: number;
  readonly train: number;
  readonly label?: string;
}
