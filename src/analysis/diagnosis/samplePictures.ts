import type { HullVerdict } from '../../engine/extrapolation/hull/hullVerdict.ts';
import type { RangeBox } from '../../engine/extrapolation/rangeBox.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import type { ExtrapolatingSample } from '../../report/report.ts';
import type { ImageGrid } from '../images/imageGrid.ts';
import { imagePicture, isPicturable, signedPicture } from '../images/picture.ts';

/** Samples with pictures: enough to look at, few enough for the report's size. */
const pictured = 24;
/** Nearest training rows with pictures, for each of those samples. */
const picturedNeighbours = 3;
/** Columns named for a sample, those farthest out of range first. */
const namedColumns = 8;

/** What pictures are made from: the rows as the model wants them, and the verdicts there where they were taken. */
export interface PictureSource {
  /** `undefined` where they are too many to hold: their pictures are then left out. */
  readonly train: Matrix | undefined;
  readonly test: Matrix;
  readonly grid: ImageGrid | undefined;
  readonly box: Pick<RangeBox, 'low' | 'high'>;
  readonly verdicts: readonly HullVerdict[] | undefined;
}

/**
 * Adds to the first samples their image, those of their nearest training rows, and the separating direction as an image; to all
 * the columns that leave the range.
 */
export function withPictures(
  samples: readonly ExtrapolatingSample[],
  source: PictureSource,
): ExtrapolatingSample[] {
  const { grid } = source;
  return samples.map((sample, place) => {
    const outOfRange = columnsOut(source, sample.index);
    return {
      ...sample,
      ...(outOfRange.length > 0 && { outOfRange }),
      ...(place < pictured && isPicturable(grid) && picturesOf(source, grid, sample)),
    };
  });
}

function picturesOf(
  { train, test, box, verdicts }: PictureSource,
  grid: ImageGrid,
  { index, neighbours }: ExtrapolatingSample,
): Pick<ExtrapolatingSample, 'picture' | 'direction' | 'neighbours'> {
  const low = box.low.reduce((least, value) => Math.min(least, value), Infinity);
  const high = box.high.reduce((most, value) => Math.max(most, value), -Infinity);
  const draw = (values: ArrayLike<number>) => imagePicture(grid, values, low, high);
  const certificate = verdicts?.[index].certificate;
  return {
    picture: draw(rowOf(test, index)),
    ...(neighbours && {
      neighbours: neighbours.map((neighbour, rank) =>
        train && rank < picturedNeighbours
          ? { ...neighbour, picture: draw(rowOf(train, neighbour.row)) }
          : neighbour,
      ),
    }),
    // The sample lies on the negative side of the certificate's direction: turned, bright = more than in training.
    ...(certificate?.verdict === 'outside' && {
      direction: signedPicture(
        grid,
        certificate.direction.map((value) => -value),
      ),
    }),
  };
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
