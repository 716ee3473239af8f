import type { Picture } from '../../src/report/report.ts';
import type { PictureView } from '../../src/report/reportView.ts';

type Colour = readonly [red: number, green: number, blue: number];

/**
 * Ends of the diverging palette around its neutral middle. Blue and orange stay apart for colour-blind readers, and both ends are
 * darker than the middle, so that strength also shows without colour.
 */
const below: Colour = [5, 48, 140];
const neutral: Colour = [247, 247, 247];
const above: Colour = [166, 70, 0];

/**
 * The picture as RGBA bytes, height × width × 4, opaque: what a canvas takes. Returns `undefined` when the picture carries no
 * bytes, or fewer than its size says.
 */
export function picturePixels({
  picture,
  palette,
}: PictureView): Uint8ClampedArray<ArrayBuffer> | undefined {
  const { height, width, channels } = picture;
  const bytes = pictureBytes(picture);
  const length = height * width * channels;
  if (length === 0 || bytes.length < length) return undefined;
  const pixels = new Uint8ClampedArray(height * width * 4);
  // A grey picture has the same byte in all three colours.
  const step = channels === 3 ? 1 : 0;
  const diverging = palette === 'diverging' && channels === 1;
  for (let i = 0; i < height * width; i++) {
    const at = i * channels;
    const colour = diverging
      ? divergingColour(bytes[at]!)
      : [bytes[at]!, bytes[at + step]!, bytes[at + 2 * step]!];
    pixels.set(colour, i * 4);
    pixels[i * 4 + 3] = 255;
  }
  return pixels;
}

/** The picture's numbers, line by line, channels together; none when a report from elsewhere has something else in their place. */
export function pictureBytes({ pixels }: Picture): Uint8Array {
  try {
    return Uint8Array.from(atob(pixels), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

/** 0 = the most below, 128 = neutral, 255 = the most above. */
function divergingColour(byte: number): number[] {
  const strength = byte < 128 ? (128 - byte) / 128 : (byte - 128) / 127;
  const end = byte < 128 ? below : above;
  return neutral.map((middle, channel) => middle + strength * (end[channel]! - middle));
}
