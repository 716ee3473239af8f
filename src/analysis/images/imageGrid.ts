/** Where the pixels of an image lie in its row. */
export interface ImageGrid {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Index of channel c, line y, column x: c · channelStep + y · lineStep + x · columnStep. */
  readonly channelStep: number;
  readonly lineStep: number;
  readonly columnStep: number;
}

/** More channels than this is no image that a person looks at. */
const maximalChannels = 4;

/**
 * The image a sample of some shape is: H × W, C × H × W or H × W × C with at most four channels, sides of at least two. Of the
 * shapes given (as arranged for the model, as stored) the first that is one counts; both number the values alike unless
 * channels were moved, and then the arranged shape has three axes and counts. `undefined` when none is an image.
 */
export function imageGrid(...shapes: (readonly number[])[]): ImageGrid | undefined {
  for (const shape of shapes) {
    const grid = gridOf(shape);
    if (grid) return grid;
  }
  return undefined;
}

function gridOf(shape: readonly number[]): ImageGrid | undefined {
  const [a, b, c] = shape;
  if (shape.length === 2) return channelsFirst(1, a, b);
  if (shape.length !== 3) return undefined;
  return a <= maximalChannels ? channelsFirst(a, b, c) : channelsLast(a, b, c);
}

function channelsFirst(channels: number, height: number, width: number): ImageGrid | undefined {
  if (Math.min(height, width) < 2) return undefined;
  return { channels, height, width, channelStep: height * width, lineStep: width, columnStep: 1 };
}

function channelsLast(height: number, width: number, channels: number): ImageGrid | undefined {
  if (Math.min(height, width) < 2 || channels > maximalChannels) return undefined;
  return {
    channels,
    height,
    width,
    channelStep: 1,
    lineStep: width * channels,
    columnStep: channels,
  };
}
