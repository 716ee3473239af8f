import type { MeanEstimate } from '../../engine/stats/meanEstimate.ts';
import type { Summary } from '../../engine/stats/summary.ts';

/** Who draws the nearest edges of the samples' regions (geometry-spec D11); exact. */
export interface RegionEdges {
  /** Samples of the section's set that `inradius` is over, chosen by the seed. */
  readonly samples: number;
  /** Switch layers in graph order: samples whose nearest facet this layer draws. */
  readonly layers: readonly { readonly layer: string; readonly nearest: number }[];
}

/**
 * How near samples come to the boundary of each unit, Euclidean in the model's input: |z| / ‖∂z/∂x‖ with the gradient at the sample
 * (geometry-spec D11). Exact where nothing else switches on the way, as it always is in the first layer, else heuristic.
 */
export interface UnitDistancesSection {
  /** Samples of the section's set, chosen by the seed. */
  readonly samples: number;
  /** Index of `nearest` = unit (channel); `null` for a unit that is constant around every sample. */
  readonly layers: readonly {
    readonly layer: string;
    readonly nearest: readonly (number | null)[];
  }[];
}

/** Distance from samples to the decision boundary (geometry-spec D19), Euclidean in the model's input. */
export interface DecisionDistanceSection {
  /** Samples of the section's set, chosen by the seed. */
  readonly samples: number;
  /** Those for which a boundary point was found; the figures below are over them. */
  readonly found: number;
  /** No boundary is nearer: certified. */
  readonly lower: Summary;
  /** Distance of a boundary point that was found: certified the other way. */
  readonly upper: Summary;
  /** Share whose distance is known exactly, lower and upper being one. */
  readonly exactShare: number;
  /** How many lie near: a boundary point was found within `radius`, a share of the median distance between nearest samples. */
  readonly near: {
    readonly radius: number;
    readonly radiusOverNearest: number;
    /** Share of `samples`. */
    readonly share: number;
  } | null;
}

/** Units that switch around the points of one set at one radius (geometry-spec D12). */
export interface ComplexitySet {
  /** "noise" fills the range box of the samples uniformly. */
  readonly set: 'train' | 'test' | 'random' | 'noise';
  readonly radius: number;
  /** Over the median distance to the nearest other sample. */
  readonly radiusOverNearest: number;
  readonly points: number;
  /** All layers together. */
  readonly total: MeanEstimate;
  readonly layers: readonly { readonly layer: string; readonly crossings: MeanEstimate }[];
  /** Mean total here over that around noise at the same radius; `null` for noise, without noise, and where nothing switches there. */
  readonly overNoise: number | null;
}
