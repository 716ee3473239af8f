import type { ImageGrid } from './imageGrid.ts';

/** Where an output pixel (x, y), counted from the image's centre, is read from. */
export type PixelMap = (x: number, y: number) => readonly [number, number];

/**
 * An image whose pixels are read, with bilinear interpolation, from where `map` says; beyond the border from the border.
 * `image` is one row in the grid's order, as is the answer.
 */
export function warpedImage(
  grid: ImageGrid,
  image: ArrayLike<number>,
  map: PixelMap,
): Float64Array {
  const warped = new Float64Array(image.length);
  const centreX = (grid.width - 1) / 2;
  const centreY = (grid.height - 1) / 2;
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      const [fromX, fromY] = map(x - centreX, y - centreY);
      for (let channel = 0; channel < grid.channels; channel++) {
        warped[indexOf(grid, channel, x, y)] = sample(
          grid,
          image,
          channel,
          fromX + centreX,
          fromY + centreY,
        );
      }
    }
  }
  return warped;
}

/** Every value moved away from the image's mean by the factor. */
export function contrastedImage(image: ArrayLike<number>, factor: number): Float64Array {
  let sum = 0;
  for (let i = 0; i < image.length; i++) sum += image[i];
  const mean = sum / image.length;
  return Float64Array.from(image, (value) => mean + factor * (value - mean));
}

function sample(
  grid: ImageGrid,
  image: ArrayLike<number>,
  channel: number,
  x: number,
  y: number,
): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const [right, down] = [x - left, y - top];
  const at = (column: number, line: number): number =>
    image[indexOf(grid, channel, clamp(column, grid.width), clamp(line, grid.height))];
  return (
    (1 - down) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
    down * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1))
  );
}

function indexOf(grid: ImageGrid, channel: number, x: number, y: number): number {
  return channel * grid.channelStep + y * grid.lineStep + x * grid.columnStep;
}

function clamp(value: number, length: number): number {
  return Math.min(Math.max(value, 0), length - 1);
}
