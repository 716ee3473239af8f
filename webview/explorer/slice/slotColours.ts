import type { RasterLegend, SliceRaster } from '../../../src/protocol/slice.ts';
import { categoryColour, type Colour, scaleColour } from '../../../src/report/sliceColours.ts';

/** Slot of a pixel outside the window. */
export const outsideSlot = 255;
const topSlot = 254;

/** Colour of a slot of a legend. */
export function slotColour({ kind }: RasterLegend, slot: number): Colour {
  return kind === 'slots' ? categoryColour(slot) : scaleColour(slot / topSlot);
}

/** RGBA bytes of a raster, see-through outside the window. */
export function rasterPixels({ slots, legend }: SliceRaster): Uint8ClampedArray<ArrayBuffer> {
  const colours = Array.from({ length: outsideSlot }, (_, slot) => slotColour(legend, slot));
  const pixels = new Uint8ClampedArray(4 * slots.length);
  for (let i = 0; i < slots.length; i++) {
    const colour = colours[slots[i]!];
    if (!colour) continue;
    pixels.set(colour, 4 * i);
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** Where the name of a slot is written: the middle of its longest row of pixels. */
export interface SlotPlace {
  readonly slot: number;
  /** In shares of the raster. */
  readonly x: number;
  readonly y: number;
  /** Share of the raster's width that is free there. */
  readonly width: number;
}

/** One place a slot, so that a map of classes can be read without its colours. */
export function slotPlaces({ slots, width, height }: SliceRaster): SlotPlace[] {
  const longest = new Map<number, { start: number; length: number; row: number }>();
  for (let row = 0; row < height; row++) {
    for (let start = 0; start < width;) {
      const slot = slots[row * width + start]!;
      let end = start + 1;
      while (end < width && slots[row * width + end] === slot) end++;
      const length = end - start;
      if (length > (longest.get(slot)?.length ?? 0)) longest.set(slot, { start, length, row });
      start = end;
    }
  }
  longest.delete(outsideSlot);
  return [...longest].map(([slot, { start, length, row }]) => ({
    slot,
    x: (start + length / 2) / width,
    y: (row + 0.5) / height,
    width: length / width,
  }));
}
