import type { Limit, OutputKind } from '../report/report.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { RegionSubjectRequest } from './regionSubject.ts';

/** Which part of which plane: the square around three samples, or a parallelogram. */
export type SliceWindowRequest =
  | {
      readonly kind: 'anchors';
      readonly samples: readonly [number, number, number];
      /** Room around the anchors, as a share; 0.25 by default. */
      readonly margin?: number;
    }
  | {
      /** origin + s · u + t · v for s, t in [0, 1]. */
      readonly kind: 'parallelogram';
      readonly origin: readonly number[];
      readonly u: readonly number[];
      readonly v: readonly number[];
    };

/** A plane to explore: three samples or a parallelogram, or the input plane itself, [−1, 1]², of a model with two inputs. */
export type SlicePlaneRequest = SliceWindowRequest | { readonly kind: 'inputs' };

/** A rectangle in the plane's coordinates, u0 < u1 and v0 < v1. */
export interface PlaneRectangle {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
}

/**
 * Names one exact partition. The compute process keeps the last ones and makes one again when it is gone, so that a request never
 * depends on what came before it.
 */
export interface SlicePartitionRequest {
  readonly subject: RegionSubjectRequest;
  readonly plane: SlicePlaneRequest;
  /** A moved or zoomed window in the same plane; absent = the plane's own window. */
  readonly window?: PlaneRectangle;
  /** Where the refinement stops with what it has. */
  readonly budget: { readonly cells: number; readonly seconds: number };
}

/** The figures of a partition. Areas in squared units of the model's input, lengths in its units. */
export interface SliceSummary {
  readonly window: PlaneRectangle;
  /** Coordinates of the anchors; empty for a plane without. */
  readonly anchors: readonly {
    readonly sample: number;
    readonly u: number;
    readonly v: number;
  }[];
  /** False when the budget ended the refinement; `perLayer` then holds the layers that were finished. */
  readonly complete: boolean;
  readonly layers: readonly string[];
  readonly regions: number;
  readonly perLayer: readonly {
    readonly layer: string;
    /** Cells after this layer, cumulative. */
    readonly regions: number;
    readonly boundaryLength: number;
  }[];
  /** Cells with less than 1e-12 of the window's area. */
  readonly slivers: number;
  readonly area: number;
  /** Medians over the cells. */
  readonly medianArea: number;
  readonly medianCorners: number;
  readonly medianEccentricity: number;
  /** Different affine maps; `null` when incomplete. */
  readonly linearRegions: number | null;
  /** What the outputs mean. Of one number, class 1 stands for a value above 0. */
  readonly outputs: OutputKind;
  /** `null` when incomplete, and for outputs that name no class. */
  readonly decisions: {
    readonly length: number;
    readonly segments: number;
    readonly tieArea: number;
    /** By class. */
    readonly classArea: readonly number[];
  } | null;
  /** What was checked on this very partition, as sentences, and whether all of it held. */
  readonly checks: { readonly hold: boolean; readonly sentences: readonly string[] };
  readonly limits: readonly Limit[];
  readonly milliseconds: number;
}

/** Class and confidence are drawn as the mean of the outputs where those name no class. */
export type SliceColouring = 'class' | 'layer' | 'area' | 'density' | 'confidence';

/** What the slots of a raster mean. `estimate` where cells are not final: the partition is incomplete. */
export type RasterLegend =
  | {
      readonly kind: 'slots';
      readonly title: string;
      readonly exactness: 'exact' | 'estimate' | 'heuristic';
      /** `share` of the raster's pixels in [0, 1]. */
      readonly entries: readonly {
        readonly slot: number;
        readonly label: string;
        readonly share: number;
      }[];
    }
  | {
      readonly kind: 'scale';
      readonly title: string;
      readonly exactness: 'exact' | 'estimate' | 'heuristic';
      /** Values of slot 0 and slot 254; values beyond are drawn like the ends. */
      readonly low: number;
      readonly high: number;
      /** Slots are spaced evenly in log value. */
      readonly log: boolean;
    };

export interface SliceRasterRequest extends SlicePartitionRequest {
  readonly viewport: PlaneRectangle;
  /** Pixels; at most 4 million in all. */
  readonly width: number;
  readonly height: number;
  readonly colouring: SliceColouring;
}

/** One byte a pixel, rows from the top (v1) down: a slot of the legend, or 255 outside the window. */
export interface SliceRaster {
  readonly width: number;
  readonly height: number;
  readonly slots: Uint8Array;
  readonly legend: RasterLegend;
}

export interface SliceVectorsRequest extends SlicePartitionRequest {
  readonly viewport: PlaneRectangle;
  /** Beyond this no edges are sent: the raster then shows more. */
  readonly maxEdges: number;
}

/** Segments as x0, y0, x1, y1 in shares of the viewport, y upwards: float32 stays sharp however deep the zoom. */
export interface SliceVectors {
  /** Edges that meet the viewport. */
  readonly edgeCount: number;
  /** `null` when there are more than asked for. */
  readonly edges: Float32Array | null;
  /** Site of each edge sent. */
  readonly sites: Int16Array;
  readonly boundaryCount: number;
  /** The decision boundary; `null` when there is more than asked for. */
  readonly boundary: Float32Array | null;
}

export interface SliceCellRequest extends SlicePartitionRequest {
  readonly u: number;
  readonly v: number;
}

/** The cell under a point of the plane and what the network does there. */
export interface SliceCell {
  readonly cell: number;
  readonly area: number;
  /** Largest over smallest distance between two corners. */
  readonly eccentricity: number;
  /** u, v of the corners, counter-clockwise. */
  readonly corners: Float64Array;
  /** The edge from each corner to the next: which unit of which layer bends there; layer `null` on the window's border. */
  readonly edges: readonly { readonly layer: string | null; readonly unit: number }[];
  /** Class scores at the point, by a forward pass. */
  readonly scores: readonly number[];
  /** Winning class at the point; `null` for outputs that name none, as the confidence. */
  readonly winner: number | null;
  /** Largest softmax of the scores; of a single score z, the larger of σ(z) and 1 − σ(z). */
  readonly confidence: number | null;
  /** The affine map along the plane: score = offset + du · u + dv · v; `null` where the partition is incomplete. */
  readonly map:
    | readonly {
        readonly du: number;
        readonly dv: number;
        readonly offset: number;
      }[]
    | null;
  /** Units that are on (of a maximum: windows in which not the first member wins), by layer. */
  readonly pattern: readonly {
    readonly layer: string;
    readonly on: number;
    readonly units: number;
    /** One a unit: the thresholds below it, 0 or 1 for most operators; of a maximum the winning member. */
    readonly states: Int32Array;
  }[];
  /** 16 hex digits that name the pattern of all layers. */
  readonly patternHash: string;
}

/** The affine map of a region of the model's whole input space, drawn where inputs are images, and the scores at the point asked for. */
export type SliceCellMap = Pick<Neighbourhood, 'map' | 'scores' | 'predicted' | 'outputs'>;

export interface PlaneSamplesRequest extends SlicePartitionRequest {
  /** The first samples of the file, at most. */
  readonly limit: number;
}

/** Samples projected on the plane; arrays of equal length, nearest to the plane first. */
export interface PlaneSamples {
  readonly index: Int32Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Distance from the plane. */
  readonly distance: Float64Array;
  /** −1 without labels. */
  readonly label: Int32Array;
}

export interface SliceFileRequest extends SlicePartitionRequest {
  readonly format: 'svg' | 'json';
}

export interface SliceCodesRequest {
  readonly subject: RegionSubjectRequest;
  readonly plane: SliceWindowRequest;
  /** `null` for the plane's own window. */
  readonly viewport: PlaneRectangle | null;
  /** Points along each side, at most 256. */
  readonly side: number;
}

/** A heuristic look at a plane of a model without exact regions: the model at a grid of points. */
export interface SliceCodes {
  /** The plane's own window. */
  readonly window: PlaneRectangle;
  readonly anchors: SliceSummary['anchors'];
  readonly raster: SliceRaster;
  /** Per pixel: 1 where the switch codes differ from those of the right or lower neighbour. */
  readonly changes: Uint8Array;
  /** Different switch codes at the points: there are at least as many regions of hard codes. */
  readonly patterns: number;
}

/** What the slice explorer asks of the compute process. */
export interface SliceMethods {
  sliceSummary(request: SlicePartitionRequest): SliceSummary;
  sliceRaster(request: SliceRasterRequest): SliceRaster;
  sliceVectors(request: SliceVectorsRequest): SliceVectors;
  /** `null` outside the window. */
  sliceCell(request: SliceCellRequest): SliceCell | null;
  sliceCellMap(request: SliceCellRequest): SliceCellMap | null;
  slicePlaneSamples(request: PlaneSamplesRequest): PlaneSamples;
  /** The text of an export, as the command line writes it. */
  sliceFile(request: SliceFileRequest): string;
  sliceCodes(request: SliceCodesRequest): SliceCodes;
}
