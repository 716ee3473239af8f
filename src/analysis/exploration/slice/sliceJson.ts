import type { DecisionSegment } from '../../../engine/regions/slice/decisionBoundary.ts';
import type { ForwardCheck } from '../../../engine/regions/slice/checkForward.ts';
import type { ShapeCheck } from '../../../engine/regions/slice/checkShape.ts';
import { summarise } from '../../../engine/stats/summarise.ts';
import type { Summary } from '../../../engine/stats/summary.ts';
import type { OutputKind } from '../../../report/report.ts';
import type { Slice } from './slice.ts';
import type { SliceSamples } from './sliceSamples.ts';

/** `slice --json` (report contract). Coordinates are those of the plane: x = origin + u · axes[0] + v · axes[1]. */
export interface SliceJson {
  readonly model: string;
  /** False when a budget ended the refinement: `perLayer` then lists the layers that were finished. */
  readonly complete: boolean;
  readonly exactness: 'exact';
  readonly regions: number;
  /** Area of the window, in squared units of the model's input. */
  readonly area: number;
  /** Regions per unit area. */
  readonly density: number;
  /** Cells after each layer, cumulative, and the length of the boundaries it drew. */
  readonly perLayer: readonly {
    readonly layer: string;
    readonly regions: number;
    readonly boundaryLength: number;
  }[];
  readonly slivers: number;
  /** `null` when incomplete. */
  readonly linearRegions: number | null;
  readonly statistics: {
    readonly area: Summary;
    readonly vertices: Summary;
    readonly eccentricity: Summary;
  };
  /** What the outputs mean; of one number, class 1 stands for a value above 0. */
  readonly outputs: OutputKind;
  /** `null` when incomplete, and for outputs that name no class. */
  readonly decisionBoundary: {
    readonly length: number;
    readonly classArea: readonly number[];
    readonly tieArea: number;
    readonly segments: readonly DecisionSegment[];
  } | null;
  /** What was checked on this very partition; `forward` is `null` when incomplete. */
  readonly invariants: { readonly shape: ShapeCheck; readonly forward: ForwardCheck | null };
  readonly window: {
    readonly corners: readonly (readonly [number, number])[];
    readonly half: number | null;
    readonly samples: readonly number[] | null;
    readonly anchors: readonly (readonly [number, number])[] | null;
    readonly origin: readonly number[];
    readonly axes: readonly (readonly number[])[];
  };
  readonly vertices: readonly (readonly [number, number])[];
  /** Corners of each cell, counter-clockwise, as indices into `vertices`. */
  readonly faces: readonly (readonly number[])[];
  /** Winning class of each cell, −1 where the decision boundary runs through it; `null` without decisionBoundary. */
  readonly faceClass: readonly number[] | null;
  /** Two vertices and the cells left and right, −1 outside. */
  readonly edges: readonly (readonly [number, number, number, number])[];
  /** Layer that drew each edge; `null` on the window's border. */
  readonly edgeLayer: readonly (string | null)[];
  /** Unit of that layer; −1 on the border. */
  readonly edgeUnit: readonly number[];
  /** Regions near samples and elsewhere; only where asked for, and when complete. */
  readonly samples?: SliceSamples;
  readonly limits: Slice['limits'];
  readonly timings: Slice['timings'];
}

/** Plain data of a slice. */
export function sliceJson(model: string, slice: Slice): SliceJson {
  const { partition, shapes, area, decisions } = slice;
  const regions = partition.cellStart.length - 1;
  return {
    model,
    complete: partition.isComplete,
    exactness: 'exact',
    regions,
    area,
    density: regions / area,
    perLayer: partition.regionsAfter.map((count, index) => ({
      layer: slice.layers[index]!,
      regions: count,
      boundaryLength: slice.boundaryLength[index]!,
    })),
    slivers: slice.slivers,
    linearRegions: slice.linearRegions ?? null,
    statistics: {
      area: summarise(shapes.area),
      vertices: summarise(shapes.corners),
      eccentricity: summarise(shapes.eccentricity),
    },
    outputs: slice.outputs,
    decisionBoundary: decisions
      ? {
          length: decisions.length,
          classArea: [...decisions.classArea],
          tieArea: decisions.tieArea,
          segments: decisions.segments,
        }
      : null,
    invariants: { shape: slice.shapeCheck, forward: slice.forwardCheck ?? null },
    window: windowJson(slice),
    ...meshJson(slice),
    faceClass: decisions ? [...decisions.cellClass] : null,
    ...(slice.samples && { samples: slice.samples }),
    limits: slice.limits,
    timings: slice.timings,
  };
}

function windowJson({ window }: Slice): SliceJson['window'] {
  return {
    corners: pairs(window.corners),
    half: window.half ?? null,
    samples: window.samples ?? null,
    anchors: window.anchors ? pairs(window.anchors) : null,
    origin: [...window.origin],
    axes: window.axes.map((axis) => [...axis]),
  };
}

type MeshKeys = 'vertices' | 'faces' | 'edges' | 'edgeLayer' | 'edgeUnit';

function meshJson({ partition, layers }: Slice): Pick<SliceJson, MeshKeys> {
  const { cellStart, cellVertices, edgeVertices, edgeCells, edgeSite, edgeUnit } = partition;
  return {
    vertices: pairs(partition.vertices),
    faces: Array.from({ length: cellStart.length - 1 }, (_, cell) => [
      ...cellVertices.subarray(cellStart[cell], cellStart[cell + 1]),
    ]),
    edges: Array.from(edgeSite, (_, edge) => [
      edgeVertices[2 * edge]!,
      edgeVertices[2 * edge + 1]!,
      edgeCells[2 * edge]!,
      edgeCells[2 * edge + 1]!,
    ]),
    edgeLayer: Array.from(edgeSite, (site) => layers[site] ?? null),
    edgeUnit: [...edgeUnit],
  };
}

function pairs(flat: Float64Array): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);
}
