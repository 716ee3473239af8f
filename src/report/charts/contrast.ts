/** Least contrast of marks against their background, and of text, by WCAG 2.2 (1.4.11 and 1.4.3, AA). */
export const leastContrast = { marks: 3, text: 4.5 } as const;

/** Red, green and blue in [0, 255]; alpha in [0, 1]. */
type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** How far a colour is moved at a time towards the one that stands out. */
const step = 0.05;

/**
 * The colour as it stands on `background`: in hex, and where its contrast is too small mixed with `text` just as much as it needs,
 * at most all of it. A colour in a notation other than hex or rgb() comes back as it is.
 */
export function readableColour(
  colour: string,
  background: string,
  text: string,
  least: number,
): string {
  const [own, ground, strong] = [colour, background, text].map(parseColour);
  if (!own || !ground || !strong) return colour;
  const base = over(ground, [0, 0, 0, 1]);
  const [from, to] = [over(own, base), over(strong, base)];
  for (let share = 0; share < 1; share += step) {
    const mixed = over([to[0], to[1], to[2], share], from);
    if (ratio(rounded(mixed), base) >= least) return toHex(mixed);
  }
  return toHex(to);
}

/** The colour without its transparency, in hex; one in a notation other than hex or rgb() as it is. */
export function opaqueColour(colour: string): string {
  const parts = parseColour(colour);
  return parts ? toHex(parts) : colour;
}

/** Contrast of a colour that lies on a background, 1 to 21 (WCAG 2.2); NaN for a notation other than hex or rgb(). */
export function contrastRatio(colour: string, background: string): number {
  const [own, ground] = [parseColour(colour), parseColour(background)];
  if (!own || !ground) return NaN;
  const base = over(ground, [0, 0, 0, 1]);
  return ratio(over(own, base), base);
}

/** Hex with or without alpha, or rgb() and rgba() with numbers; `undefined` for anything else. */
function parseColour(text: string): Colour | undefined {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) {
    const long = hex.length < 6 ? hex.replaceAll(/./g, '$&$&') : hex;
    const [red = 0, green = 0, blue = 0, alpha = 255] = long
      .match(/../g)!
      .map((pair) => parseInt(pair, 16));
    return [red, green, blue, alpha / 255];
  }
  const numbers = /^rgba?\(([\d\s.,/]+)\)$/
    .exec(text.trim())?.[1]
    ?.match(/[\d.]+/g)
    ?.map(Number);
  if (!numbers || numbers.length < 3) return undefined;
  return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
}

/** What is seen of a colour that lies on an opaque one. */
function over([red, green, blue, alpha]: Colour, below: Colour): Colour {
  const mix = (top: number, bottom: number): number => alpha * top + (1 - alpha) * bottom;
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function rounded([red, green, blue]: Colour): Colour {
  return [Math.round(red), Math.round(green), Math.round(blue), 1];
}

function toHex(colour: Colour): string {
  const parts = rounded(colour).slice(0, 3);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function ratio(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((first, second) => second - first);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, in [0, 1]. */
function luminance([red, green, blue]: Colour): number {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
