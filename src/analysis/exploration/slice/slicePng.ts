import { PNG } from 'pngjs';
import { boxOf } from '../../../engine/regions/slice/samples/discGrid.ts';
import { UserError } from '../../../engine/userError.ts';
import type { RasterLegend, SliceColouring } from '../../../protocol/slice.ts';
import {
  black,
  dot,
  drawAnchors,
  type Place,
  placeOn,
  rasterCanvas,
} from '../raster/rasterCanvas.ts';
import type { Slice } from './slice.ts';
import { sliceRaster } from './sliceRaster.ts';

/** Half of the decision boundary's width, in pixels. */
const boundaryReach = 1;

/** The picture of a slice, and what its colours mean. */
export interface SlicePicture {
  readonly png: Uint8Array;
  readonly legend: RasterLegend;
}

/**
 * Draws a slice at `size` pixels along its longer side: every pixel has the colour of the region at its centre; decision boundary in
 * black, anchors as dots. Throws UserError for a size that cannot be drawn, and for class or confidence of an incomplete partition.
 */
export async function slicePng(
  slice: Slice,
  colouring: SliceColouring,
  size: number,
): Promise<SlicePicture> {
  const viewport = boxOf(slice.window.corners);
  const [width, height] = [viewport.u1 - viewport.u0, viewport.v1 - viewport.v0];
  const scale = size / Math.max(width, height);
  const shape = {
    width: Math.max(1, Math.round(scale * width)),
    height: Math.max(1, Math.round(scale * height)),
  };
  refuseUnscored(slice, colouring);
  const raster = await sliceRaster({ slice }, { viewport, ...shape, colouring });
  const canvas = rasterCanvas(raster);
  const place = placeOn(viewport, scale);
  drawBoundary(canvas, slice, place);
  drawAnchors(canvas, slice.window.anchors ?? new Float64Array(0), place);
  return { png: PNG.sync.write(canvas), legend: raster.legend };
}

function refuseUnscored({ scored }: Slice, colouring: SliceColouring): void {
  if (scored || (colouring !== 'class' && colouring !== 'confidence')) return;
  const advice = 'give more --max-cells or --max-seconds, or --color-by layer, area or density';
  throw new UserError(
    `The slice is incomplete, so its regions have no ${colouring} to colour by: ${advice}.`,
  );
}

function drawBoundary(canvas: PNG, { decisions }: Slice, place: Place): void {
  for (const { start, end } of decisions?.segments ?? []) {
    const [a, b] = [place(...start), place(...end)];
    const steps = Math.ceil(2 * Math.hypot(b[0] - a[0], b[1] - a[1])) + 1;
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      dot(canvas, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), boundaryReach, black);
    }
  }
}
