import type { HyperplaneLayer, Limit, OutputKind, Picture } from '../report/report.ts';
import type { RegionSubjectRequest } from './regionSubject.ts';

type Summary = HyperplaneLayer['norm'];

/** The straight line between two samples. */
export interface PathRequest extends RegionSubjectRequest {
  /** Sample indices. */
  readonly from: number;
  readonly to: number;
  /** Also follow the line beyond `to` to infinity. */
  readonly beyond?: boolean;
  /** Also measure how much each layer stretches the line, and the arc between the samples. */
  readonly trajectory?: boolean;
}

/** Length of a curve's image at one layer, and over the curve's own length (`null` for a curve without length). */
export interface LayerLength {
  /** Layer whose input to the switch (z) is measured; "scores" for the class scores. */
  readonly layer: string;
  readonly length: number;
  readonly ratio: number | null;
}

/** How much each layer stretches curves between two samples (geometry-spec D21). 2-norms. */
export interface TrajectoryJson {
  /** The straight line. */
  readonly line: {
    readonly exactness: 'exact';
    readonly length: number;
    readonly layers: readonly LayerLength[];
  };
  /** The arc about the origin; `null` when the samples are parallel, opposite or zero. */
  readonly circle: {
    readonly exactness: 'estimate';
    readonly length: number;
    /** Between the two samples, in radians. */
    readonly angle: number;
    /** Corners of the polygon that was measured: it is inscribed, so true lengths are no shorter. */
    readonly points: number;
    /** Largest relative growth of a length when the points were last doubled. */
    readonly lastChange: number;
    readonly layers: readonly LayerLength[];
  } | null;
}

/** `path --json`: the network on the straight line between two samples (geometry-spec D16, D20, D21). */
export interface PathJson {
  readonly model: string;
  readonly from: number;
  readonly to: number;
  /** "layer:NAME" when the ends are the samples' activations there; absent for the input after preprocessing. */
  readonly space?: string;
  readonly exactness: 'exact';
  /** 2-norm of to − from, in that space. */
  readonly length: number;
  /** Pieces on which every unit keeps its state. */
  readonly regions: number;
  readonly regionsPerUnitLength: number | null;
  /** t in (0, 1), ascending. */
  readonly breakpoints: readonly number[];
  /** Layer that cuts at each breakpoint; the first one where several do. */
  readonly layers: readonly string[];
  /** Every unit that switches at each breakpoint. */
  readonly crossings: readonly (readonly { readonly layer: string; readonly unit: number }[])[];
  /** Breakpoints of each layer. */
  readonly perLayer: readonly { readonly layer: string; readonly breakpoints: number }[];
  readonly pieceLength: Summary;
  /** What the outputs mean; "classes" where absent. Of one number, class 1 stands for a value above 0. */
  readonly outputs?: OutputKind;
  /** Winning class at the middle of each piece; this and all else about classes is empty where outputs name none. */
  readonly classes: readonly number[];
  readonly classesVisited: readonly number[];
  /** Exact switches of the winning class. */
  readonly decisionChanges: readonly {
    readonly t: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Least lead of the winner on the whole path; 0 with a change of class, `null` without classes. */
  readonly minimumMargin: number | null;
  /** Class scores at t = 0, the breakpoints and t = 1; affine in between. */
  readonly scores: readonly (readonly number[])[];
  /** Mean of the scores along the path. */
  readonly meanScores: readonly number[];
  /** Largest distance of the scores from the straight line between those at the ends. */
  readonly chordDeviation: number;
  /** Length of the curve of scores over the length of the path; `null` for a path without length. */
  readonly lengthRatio: number | null;
  /** Length of the curve of scores over the distance of its ends; `null` where they coincide. */
  readonly totalVariationRatio: number | null;
  /** The ray behind `to`, in the same t. */
  readonly beyond?: {
    readonly regions: number;
    readonly breakpoints: readonly number[];
    /** Every unit that switches at each breakpoint. */
    readonly crossings: PathJson['crossings'];
    /** Class scores at t = 1 and the breakpoints. */
    readonly scores: readonly (readonly number[])[];
    /** Exact switches of the winning class, also behind the last breakpoint. */
    readonly decisionChanges: PathJson['decisionChanges'];
    /** `null` when the ray has no breakpoint. */
    readonly lastBreakpoint: number | null;
    /** Class scores per unit of t behind the last breakpoint. */
    readonly finalSlope: readonly number[];
    /** Class that wins in the end; `null` without classes. */
    readonly finalClass: number | null;
  };
  /** Lengths at each layer, where asked for. */
  readonly trajectory?: TrajectoryJson;
  readonly limits: readonly Limit[];
  readonly timings: {
    readonly totalMs: number;
    readonly stages: readonly { readonly stage: string; readonly ms: number }[];
  };
}

/** What a page asks about a line. */
export interface PathLookRequest extends Pick<
  PathRequest,
  'from' | 'to' | 'beyond' | 'trajectory'
> {
  /** Without a space of its own. */
  readonly subject: RegionSubjectRequest;
  readonly space?: string;
}

export interface PathReply {
  readonly path: PathJson;
  /** Layers whose spaces can be looked into, "layer:NAME", in the model's order. */
  readonly spaces: readonly string[];
}

export interface PathPointRequest extends Pick<PathRequest, 'from' | 'to'> {
  readonly subject: RegionSubjectRequest;
  readonly t: number;
}

/** What the model is shown at a point of the line in its input space. */
export interface PathPoint {
  /** `null` for inputs that are no images. Values beyond the range of the samples are drawn like its ends. */
  readonly picture: Picture | null;
}

/** What the path explorer asks of the compute process. */
export interface PathMethods {
  path(request: PathLookRequest): PathReply;
  pathPoint(request: PathPointRequest): PathPoint;
}
