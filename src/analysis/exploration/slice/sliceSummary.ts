import { formatCount, formatNumber } from '../../../report/format.ts';
import { boxOf } from '../../../engine/regions/slice/samples/discGrid.ts';
import { quantileOfSorted, sortedCopy } from '../../../engine/stats/quantile.ts';
import type { SliceSummary } from '../../../protocol/slice.ts';
import type { Slice } from './slice.ts';
import type { SliceWindow } from './sliceWindow.ts';

/** The figures of a slice, as its page shows them. */
export function sliceSummary(slice: Slice): SliceSummary {
  const { partition, shapes, decisions, window } = slice;
  return {
    window: boxOf(window.corners),
    anchors: anchorsOf(window),
    complete: partition.isComplete,
    layers: slice.layers,
    regions: partition.cellStart.length - 1,
    perLayer: partition.regionsAfter.map((regions, i) => ({
      layer: slice.layers[i]!,
      regions,
      boundaryLength: slice.boundaryLength[i]!,
    })),
    slivers: slice.slivers,
    area: slice.area,
    medianArea: median(shapes.area),
    medianCorners: median(shapes.corners),
    medianEccentricity: median(shapes.eccentricity),
    outputs: slice.outputs,
    linearRegions: slice.linearRegions ?? null,
    decisions: decisions
      ? {
          length: decisions.length,
          segments: decisions.segments.length,
          tieArea: decisions.tieArea,
          classArea: [...decisions.classArea],
        }
      : null,
    checks: checksOf(slice),
    limits: slice.limits,
    milliseconds: slice.timings.totalMs,
  };
}

/** The samples that span a plane, where they lie on it; empty for a plane without. */
export function anchorsOf({ samples, anchors }: SliceWindow): SliceSummary['anchors'] {
  if (!samples || !anchors) return [];
  return samples.map((sample, i) => ({ sample, u: anchors[2 * i]!, v: anchors[2 * i + 1]! }));
}

function checksOf({ shapeCheck, forwardCheck }: Slice): SliceSummary['checks'] {
  const shape = [
    `Areas add up to the window's (relative error ${formatNumber(shapeCheck.areaError)}).`,
    `Vertices − edges + regions = ${String(shapeCheck.eulerCharacteristic)}.`,
    `${formatCount(shapeCheck.concaveCells)} regions are not convex.`,
  ];
  const forward = forwardCheck
    ? [
        `Forward passes at three points of ${formatCount(forwardCheck.testedCells)} regions: ${formatCount(forwardCheck.brokenPatterns)} change their pattern, the affine maps agree to ${formatNumber(forwardCheck.mapError)} of the largest score.`,
      ]
    : [];
  return {
    hold: shapeCheck.holds && forwardCheck?.holds !== false,
    sentences: [...shape, ...forward],
  };
}

function median(values: ArrayLike<number>): number {
  return quantileOfSorted(sortedCopy(values), 0.5);
}
