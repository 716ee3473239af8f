import type { SliceRaster } from '../../../src/protocol/slice.ts';
import { slotColour } from '../../../src/report/sliceColours.ts';

/** Slot of a pixel outside the window. */
export const outsideSlot = 255;

/** Colours are this much darker where the switch codes change. */
const changeShade = 0.7;

/** RGBA bytes of a raster, see-through outside the window, darker where `changes` is 1. */
export function rasterPixels(
  { slots, legend }: SliceRaster,
  changes?: Uint8Array,
): Uint8ClampedArray<ArrayBuffer> {
  const colours = Array.from({ length: outsideSlot }, (_, slot) => slotColour(legend.kind, slot));
  const pixels = new Uint8ClampedArray(4 * slots.length);
  for (let i = 0; i < slots.length; i++) {
    const colour = colours[slots[i]!];
    if (!colour) continue;
    const shade = changes?.[i] === 1 ? changeShade : 1;
    for (const channel of [0, 1, 2] as const) pixels[4 * i + channel] = shade * colour[channel];
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** Where the name of a slot is written: the middle of the largest square that it fills. */
export interface SlotPlace {
  readonly slot: number;
  /** In shares of the raster. */
  readonly x: number;
  readonly y: number;
  /** Side of the square as a share of the raster's width. */
  readonly side: number;
}

/** One place a slot, so that a map of classes can be read without its colours. One pass: each pixel's largest square up and to the left. */
export function slotPlaces({ slots, width, height }: SliceRaster): SlotPlace[] {
  const best = new Map<number, { side: number; row: number; column: number }>();
  let above = new Int32Array(width);
  for (let row = 0; row < height; row++) {
    const sides = new Int32Array(width).fill(1);
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const slot = slots[at]!;
      const isInner = row > 0 && column > 0;
      if (
        isInner &&
        slots[at - 1] === slot &&
        slots[at - width] === slot &&
        slots[at - width - 1] === slot
      ) {
        sides[column] = 1 + Math.min(sides[column - 1]!, above[column]!, above[column - 1]!);
      }
      const side = sides[column]!;
      if (side > (best.get(slot)?.side ?? 0)) best.set(slot, { side, row, column });
    }
    above = sides;
  }
  best.delete(outsideSlot);
  return [...best].map(([slot, { side, row, column }]) => ({
    slot,
    x: (column + 1 - side / 2) / width,
    y: (row + 1 - side / 2) / height,
    side: side / width,
  }));
}
