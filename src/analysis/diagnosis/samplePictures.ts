import type { HullVerdict } from '../../engine/extrapolation/hull/hullVerdict.ts';
import type { RangeBox } from '../../engine/extrapolation/rangeBox.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import type { ExtrapolatingSample, Picture } from '../../report/report.ts';
import type { ImageGrid } from '../images/imageGrid.ts';

/** Samples with pictures: enough to look at, few enough for the report's size. */
const pictured = 24;
/** Larger images are left out of the report. */
const maximalPixels = 64 * 64;
/** Columns named for a sample, those farthest out of range first. */
const namedColumns = 8;

/** What pictures are made from: the test rows as the model wants them, and their verdicts there where they were taken. */
export interface PictureSource {
  readonly test: Matrix;
  readonly grid: ImageGrid | undefined;
  readonly box: Pick<RangeBox, 'low' | 'high'>;
  readonly verdicts: readonly HullVerdict[] | undefined;
}

/** Adds to the first samples their image, the separating direction as an image, and to all the columns that leave the range. */
export function withPictures(
  samples: readonly ExtrapolatingSample[],
  source: PictureSource,
): ExtrapolatingSample[] {
  return samples.map((sample, place) => {
    const outOfRange = columnsOut(source, sample.index);
    return {
      ...sample,
      ...(outOfRange.length > 0 && { outOfRange }),
      ...(place < pictured && picturesOf(source, sample.index)),
    };
  });
}

function picturesOf(
  { test, grid, box, verdicts }: PictureSource,
  index: number,
): Pick<ExtrapolatingSample, 'picture' | 'direction'> {
  if (!grid || grid.height * grid.width > maximalPixels || grid.channels === 2) return {};
  const low = box.low.reduce((least, value) => Math.min(least, value), Infinity);
  const high = box.high.reduce((most, value) => Math.max(most, value), -Infinity);
  const certificate = verdicts?.[index].certificate;
  return {
    picture: pictureOf(grid, rowOf(test, index), low, high),
    ...(certificate?.verdict === 'outside' && {
      direction: directionPicture(grid, certificate.direction),
    }),
  };
}

/** The sample lies on the negative side of the certificate's direction, so its sign is turned: bright = more than in training. */
function directionPicture(grid: ImageGrid, direction: Float64Array): Picture {
  const most = direction.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const turned = direction.map((value) => -value);
  return pictureOf(grid, turned, -most, most);
}

/** Values from `low` to `high` as bytes 0 to 255, at most three channels. */
function pictureOf(grid: ImageGrid, values: ArrayLike<number>, low: number, high: number): Picture {
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

function columnsOut(
  { test, box }: PictureSource,
  index: number,
): NonNullable<ExtrapolatingSample['outOfRange']> {
  const row = rowOf(test, index);
  const out: { column: number; value: number; low: number; high: number }[] = [];
  for (let column = 0; column < row.length; column++) {
    const [value, low, high] = [row[column], box.low[column], box.high[column]];
    if (value < low || value > high) out.push({ column, value, low, high });
  }
  const excess = ({ value, low, high }: (typeof out)[number]): number =>
    Math.max(low - value, value - high);
  return out.sort((a, b) => excess(b) - excess(a)).slice(0, namedColumns);
}
