import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { UserError } from '../../../engine/userError.ts';
import { type ImageHeader, imageHeader } from './imageHeader.ts';

/** Pixels of one picture, height × width × channels, bytes. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Larger pictures are no samples of a model this tool reads; checked before anything is decoded. */
const largestPixels = 2 ** 26;

/**
 * Decodes a PNG or JPEG of 8 bits a channel. Throws UserError naming `label` for other formats and depths, transparent pixels,
 * oversized or damaged pictures.
 */
export function decodeImage(bytes: Buffer, label: string): DecodedImage {
  const header = readImageHeader(bytes, label);
  const { width, height, channels } = header;
  const rgba = decodeRgba(bytes, header, label);
  const pixels = new Uint8Array(width * height * channels);
  for (let pixel = 0, to = 0; pixel < width * height; pixel++) {
    if (rgba[4 * pixel + 3] !== 255) {
      throw new UserError(`${label} has transparent pixels: save it without an alpha channel.`);
    }
    for (let channel = 0; channel < channels; channel++) pixels[to++] = rgba[4 * pixel + channel];
  }
  return { width, height, channels, pixels };
}

/** Size and channels, from the first bytes. Throws UserError naming `label` when this is no picture {@link decodeImage} takes. */
export function readImageHeader(bytes: Buffer, label: string): ImageHeader {
  const header = imageHeader(bytes);
  if (header === undefined) {
    throw new UserError(`${label} is not a PNG or JPEG picture (any more): convert or replace it.`);
  }
  if (header.bits > 8) {
    throw new UserError(`${label} has ${header.bits} bits a channel: save it with 8.`);
  }
  if (!(header.width * header.height <= largestPixels) || header.width * header.height === 0) {
    throw new UserError(
      `${label} is ${header.width}×${header.height} pixels, which is no size for a sample: scale it to the model's input.`,
    );
  }
  return header;
}

/** width · height · 4 bytes. */
function decodeRgba(
  bytes: Buffer,
  { format, width, height }: ImageHeader,
  label: string,
): Uint8Array {
  let rgba: Uint8Array;
  try {
    rgba =
      format === 'png'
        ? PNG.sync.read(bytes).data
        : jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxMemoryUsageInMB: 2048 })
            .data;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${label} is a damaged picture (${reason}): replace it.`, { cause });
  }
  if (rgba.length === 4 * width * height) return rgba;
  throw new UserError(`${label} is a damaged picture (it is cut short): replace it.`);
}
