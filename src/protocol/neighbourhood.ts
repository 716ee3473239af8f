import type { Limit, OutputKind, Picture } from '../report/report.ts';
import type { RegionSubjectRequest } from './regionSubject.ts';

/** How far around a sample to look. Distances are in units of the model's input after preprocessing. */
export interface NeighbourhoodRequest {
  readonly subject: RegionSubjectRequest;
  /** Index of the sample. */
  readonly sample: number;
  /** "euclidean" (default), or the largest change of a single number. */
  readonly norm?: 'euclidean' | 'maximum';
  /** Cells to search at most for the exact distance to the decision boundary (Euclidean); 0, the default: bounds only. */
  readonly mostCells?: number;
}

/** A hyperplane near a sample, and who drew it. */
export interface FacetSection {
  readonly layer: string;
  readonly op: string;
  /** Unit of a dense layer, else channel. */
  readonly unit: number;
  /** Number of the unit among the positions of its channel; 0 in a dense layer. */
  readonly position: number;
  /** Where the unit bends; `null` for a maximum. */
  readonly threshold: number | null;
  /** Member of its window that takes over from the winner; `null` without a window. */
  readonly rival: number | null;
  readonly distance: number;
}

/** Distances from one sample. */
export interface SampleDistances {
  readonly sample: number;
  /** `null` without labels. */
  readonly label: number | null;
  /** Class with the largest score; the first of several. */
  readonly predicted: number;
  readonly scores: readonly number[];
  /** Radius of the largest ball around the sample in which no unit switches, exact; `null` when nothing bounds the region. */
  readonly inRadius: number | null;
  /** The nearest facets of the region, nearest first. */
  readonly facets: readonly FacetSection[];
  readonly decision: {
    /** Distance at which another class would draw level were the region the whole space: no bound. `null` = never. */
    readonly linearised: number | null;
    /** No decision boundary is nearer; `null` when there is none at all. */
    readonly lower: number | null;
    /** Distance of a boundary point that was found; `null` when none was. */
    readonly upper: number | null;
    /** Both bounds are the distance itself. */
    readonly exact: boolean;
    /** The class behind the boundary point. */
    readonly rival: number | null;
    /** Cells searched. */
    readonly cells: number;
  };
}

/** {@link SampleDistances} of outputs of any kind. */
export interface DistancesOfAnyOutput extends Omit<SampleDistances, 'predicted' | 'decision'> {
  /** These two are `null` where the outputs name no class. */
  readonly predicted: number | null;
  readonly decision: SampleDistances['decision'] | null;
}

/** f(x) = A x + b in the sample's region. */
export interface LocalMapSection {
  /** Rows of A as images, 0 in the middle of the range of bytes, each scaled by its own largest magnitude; `null` for inputs that are no images. */
  readonly pictures: readonly Picture[] | null;
  /** Largest magnitude of each row: what the ends of its colour scale mean. */
  readonly largest: readonly number[];
  readonly offsets: readonly number[];
  readonly frobeniusNorm: number;
  /** Largest singular value of A; `null` where it costs too much. */
  readonly spectralNorm: number | null;
  readonly rank: number | null;
  /**
   * Largest |A y + b − f(y)| over points y of the region, relative to the largest score: a full forward pass against the map. `null` for
   * a sample on a boundary, which has no room around it.
   */
  readonly error: number | null;
}

/** What one look at a sample shows. */
export interface Neighbourhood extends DistancesOfAnyOutput {
  readonly outputs: OutputKind;
  readonly norm: 'euclidean' | 'maximum';
  readonly map: LocalMapSection;
  /** The sample, the boundary point, and what leads from one to the other; `null` for inputs that are no images or without a point. */
  readonly pictures: {
    readonly sample: Picture;
    readonly boundary: Picture | null;
    readonly difference: Picture | null;
    /** Largest magnitude of the difference. */
    readonly largestDifference: number;
  } | null;
  /** Scores at the boundary point; `null` without one. */
  readonly boundaryScores: readonly number[] | null;
  readonly limits: readonly Limit[];
  readonly milliseconds: number;
}

/** The half-spaces that lead to the prediction, in the network's order; arrays of equal length. */
export interface DecisionPathReply {
  readonly layers: readonly { readonly layer: string; readonly op: string }[];
  /** Index into `layers`. */
  readonly layer: Int32Array;
  readonly unit: Int32Array;
  readonly position: Int32Array;
  readonly threshold: Float64Array;
  /** −1 without a window. */
  readonly rival: Int32Array;
  /** Above 0: on this side of the unit's hyperplane. */
  readonly margin: Float64Array;
  readonly distance: Float64Array;
}

export interface HyperplaneRequest extends Omit<NeighbourhoodRequest, 'mostCells'> {
  /** Row of the decision path. */
  readonly row: number;
}

/** A unit's boundary in input coordinates: normal · x = offset, within the sample's region. */
export interface HyperplaneReply {
  readonly normal: Float64Array;
  readonly offset: number;
  /** The normal as an image; `null` for inputs that are no images. */
  readonly picture: Picture | null;
  readonly largest: number;
}

/** Units that switch around a sample, by radius (geometry-spec D12). */
export interface ComplexityReply {
  readonly layers: readonly string[];
  /** Median distance between nearest ones of the first samples; 0 where most have an equal one, and then radii are in input units. */
  readonly nearestDistance: number;
  readonly directions: number;
  readonly radii: readonly {
    readonly radius: number;
    /** By layer. Complete at the first layer, a lower bound at later ones. */
    readonly crossings: readonly number[];
  }[];
}

/** What the explorer of a sample's neighbourhood asks of the compute process. */
export interface NeighbourhoodMethods {
  neighbourhood(request: NeighbourhoodRequest): Neighbourhood;
  neighbourhoodPath(request: Omit<NeighbourhoodRequest, 'mostCells'>): DecisionPathReply;
  neighbourhoodHyperplane(request: HyperplaneRequest): HyperplaneReply;
  neighbourhoodComplexity(request: Omit<NeighbourhoodRequest, 'mostCells'>): ComplexityReply;
}
