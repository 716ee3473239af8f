import { PNG } from 'pngjs';
import type { PlaneRectangle, SliceRaster } from '../../../protocol/slice.ts';
import { type Colour, slotColour } from '../../../report/sliceColours.ts';

/** Slot of a pixel outside the window. */
const outsideSlot = 255;
const white: Colour = [255, 255, 255];
export const black: Colour = [0, 0, 0];
/** Radii of the dot on an anchor, in pixels. */
const [dotReach, ringReach] = [4, 6];

/** From coordinates of a plane to pixels. */
export type Place = (u: number, v: number) => [number, number];

/** `scale` pixels a unit, the upper left corner of `viewport` at 0, 0. */
export function placeOn(viewport: PlaneRectangle, scale: number): Place {
  return (u, v) => [scale * (u - viewport.u0), scale * (viewport.v1 - v)];
}

/** A picture in which every slot of `raster` is a square of `side` pixels in the slot's colour. */
export function rasterCanvas({ width, height, slots, legend }: SliceRaster, side = 1): PNG {
  const canvas = new PNG({ width: side * width, height: side * height });
  const colours = Array.from({ length: 256 }, (_, slot) =>
    slot === outsideSlot ? white : slotColour(legend.kind, slot),
  );
  for (let at = 0; at < canvas.width * canvas.height; at++) {
    const column = Math.floor((at % canvas.width) / side);
    const row = Math.floor(at / canvas.width / side);
    canvas.data.set([...colours[slots[row * width + column]!]!, 255], 4 * at);
  }
  return canvas;
}

/** Dots at points given as (u, v) pairs. */
export function drawAnchors(canvas: PNG, points: ArrayLike<number>, place: Place): void {
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = place(points[i]!, points[i + 1]!);
    dot(canvas, x, y, ringReach, black);
    dot(canvas, x, y, dotReach, white);
  }
}

/** Colours the pixels whose centres lie within `reach` of a point. */
export function dot(canvas: PNG, x: number, y: number, reach: number, colour: Colour): void {
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
