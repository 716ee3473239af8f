import { PNG } from 'pngjs';
import { boxOf } from '../../engine/regions/slice/samples/discGrid.ts';
import { UserError } from '../../engine/userError.ts';
import type { RasterLegend, SliceColouring, SliceRaster } from '../../protocol/slice.ts';
import { type Colour, slotColour } from '../../report/sliceColours.ts';
import type { Slice } from './slice.ts';
import { sliceRaster } from './sliceRaster.ts';

/** Slot of a pixel outside the window. */
const outsideSlot = 255;
const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
/** Half of the decision boundary's width, and radii of the dot on an anchor, in pixels. */
const boundaryReach = 1;
const [dotReach, ringReach] = [4, 6];

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
  const canvas = filled(raster);
  const place = (u: number, v: number): [number, number] => [
    scale * (u - viewport.u0),
    scale * (viewport.v1 - v),
  ];
  drawBoundary(canvas, slice, place);
  drawAnchors(canvas, slice, place);
  return { png: PNG.sync.write(canvas), legend: raster.legend };
}

type Place = (u: number, v: number) => [number, number];

function refuseUnscored({ scored }: Slice, colouring: SliceColouring): void {
  if (scored || (colouring !== 'class' && colouring !== 'confidence')) return;
  const advice = 'give more --max-cells or --max-seconds, or --color-by layer, area or density';
  throw new UserError(
    `The slice is incomplete, so its regions have no ${colouring} to colour by: ${advice}.`,
  );
}

function filled({ width, height, slots, legend }: SliceRaster): PNG {
  const canvas = new PNG({ width, height });
  const colours = Array.from({ length: 256 }, (_, slot) =>
    slot === outsideSlot ? white : slotColour(legend.kind, slot),
  );
  for (let at = 0; at < slots.length; at++) canvas.data.set([...colours[slots[at]!]!, 255], 4 * at);
  return canvas;
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

function drawAnchors(canvas: PNG, { window }: Slice, place: Place): void {
  const points = window.anchors ?? new Float64Array(0);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = place(points[i]!, points[i + 1]!);
    dot(canvas, x, y, ringReach, black);
    dot(canvas, x, y, dotReach, white);
  }
}

/** Colours the pixels whose centres lie within `reach` of a point. */
function dot(canvas: PNG, x: number, y: number, reach: number, colour: Colour): void {
  const [top, bottom] = [
    Math.max(0, Math.floor(y - reach)),
    Math.min(canvas.height - 1, y + reach),
  ];
  const [left, right] = [Math.max(0, Math.floor(x - reach)), Math.min(canvas.width - 1, x + reach)];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (Math.hypot(column + 0.5 - x, row + 0.5 - y) > reach) continue;
      canvas.data.set(colour, 4 * (row * canvas.width + column));
    }
  }
}
