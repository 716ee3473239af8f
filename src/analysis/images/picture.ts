import type { Picture } from '../../report/report.ts';
import type { ImageGrid } from './imageGrid.ts';

/** Larger images are left out of a report. */
const maximalPixels = 64 * 64;

/** Whether samples of this grid are images that a report can carry: up to 4,096 pixels, grey or coloured, opacity ignored. */
export function isPicturable(grid: ImageGrid | undefined): grid is ImageGrid {
  return grid !== undefined && grid.height * grid.width <= maximalPixels && grid.channels !== 2;
}

/**
 * The grid itself, or of a larger image every k-th pixel of every k-th line, so that it has no more pixels than a report carries: as
 * a person tells samples apart in a list of them.
 */
export function thumbnailGrid(grid: ImageGrid): ImageGrid {
  const k = Math.max(1, Math.ceil(Math.sqrt((grid.height * grid.width) / maximalPixels)));
  return {
    ...grid,
    height: Math.max(1, Math.floor(grid.height / k)),
    width: Math.max(1, Math.floor(grid.width / k)),
    lineStep: grid.lineStep * k,
    columnStep: grid.columnStep * k,
  };
}

/** One row as a picture: values from `low` to `high` as bytes 0 to 255 (NaN as 0), at most three channels. */
export function imagePicture(
  grid: ImageGrid,
  values: ArrayLike<number>,
  low: number,
  high: number,
): Picture {
  const { height, width } = grid;
  // A fourth channel is opacity.
  const channels = Math.min(grid.channels, 3) as 1 | 3;
  const bytes = new Uint8Array(height * width * channels);
  const scale = high > low ? 255 / (high - low) : 0;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const index = channel * grid.channelStep + y * grid.lineStep + x * grid.columnStep;
        bytes[at++] = Math.round(Math.min(255, Math.max(0, (values[index] - low) * scale)));
      }
    }
  }
  return { height, width, channels, pixels: Buffer.from(bytes).toString('base64') };
}

/** Signed values as a picture: byte 128 is 0, and the largest |value| reaches an end of the range. */
export function signedPicture(grid: ImageGrid, values: ArrayLike<number>): Picture {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  // Scaled first: −1 to 1 has its middle at exactly half of the byte range.
  const scaled = Float64Array.from(values, (value) => (most > 0 ? value / most : 0));
  return imagePicture(grid, scaled, -1, 1);
}
