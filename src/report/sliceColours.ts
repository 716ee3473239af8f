// Colours of drawings of the input space, shared by the page, SVG and PNG.

/** Red, green, blue in [0, 255]. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Fills of classes and strokes of layers: the same in light and dark pages, told apart by colour-blind readers (Okabe–Ito and two more). */
export const categoryColours = [
  '#56b4e9',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#999999',
  '#8c6bb1',
  '#a6761d',
] as const;

/** Cividis from low to high: even steps of lightness, the same to colour-blind readers. */
const scaleColours = [
  '#00224e',
  '#123570',
  '#3b496c',
  '#575d6d',
  '#707173',
  '#8a8678',
  '#a59c74',
  '#c3b369',
  '#e1cc55',
  '#fee838',
];

/** A "#rrggbb" colour in numbers. */
export function colourOf(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Colour of a category; the palette repeats. */
export function categoryColour(category: number): Colour {
  return colourOf(categoryColours[category % categoryColours.length]);
}

/** Stroke of a layer's edges: starts in the middle of the palette, away from the fills of the first classes. */
export function layerColour(layer: number): string {
  return categoryColours[(layer + 5) % categoryColours.length];
}

/** Colour at `share` in [0, 1] of a scale from low to high. */
function scaleColour(share: number): Colour {
  const place = share * (scaleColours.length - 1);
  const below = Math.min(scaleColours.length - 2, Math.floor(place));
  const [a, b] = [colourOf(scaleColours[below]), colourOf(scaleColours[below + 1])];
  const mix = (k: 0 | 1 | 2) => Math.round(a[k] + (place - below) * (b[k] - a[k]));
  return [mix(0), mix(1), mix(2)];
}

/** Last slot of a scale; one more stands for "outside". */
const topSlot = 254;

/** Colour of a slot of a raster: a category, or a step of a scale from slot 0 to slot 254. */
export function slotColour(kind: 'slots' | 'scale', slot: number): Colour {
  return kind === 'slots' ? categoryColour(slot) : scaleColour(slot / topSlot);
}
