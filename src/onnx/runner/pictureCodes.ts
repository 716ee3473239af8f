import { type CodeTiling } from '../runner.ts';
import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { capacityOf } from './packedCodes.ts';
import { pictureIndicator } from './pictureIndicator.ts';
import { type ProbedValues } from './switchCodes.ts';
import { switchThresholds } from './switchThresholds.ts';
import { type UnitLayout } from './unitLayout.ts';

export interface PictureCodes {
  /** rows × units × tile lines × tiles in a line, float32. */
  readonly value: string;
  readonly tiling: CodeTiling;
}

/** Words of one unit in one row. */
export function wordsPerUnit({ height, width, tileHeight, tileWidth }: CodeTiling): number {
  return Math.ceil(height / tileHeight) * Math.ceil(width / tileWidth);
}

/** Codes of a word, those beyond a tile included. */
export function codesPerWord({ bitsPerCode }: CodeTiling): number {
  return capacityOf(bitsPerCode);
}

export function wordsPerRow(tiling: CodeTiling): number {
  return tiling.units * wordsPerUnit(tiling);
}

/**
 * Packs the codes of a site with one or two corners whose units are pictures into words of 24 bits, by a convolution of each unit with
 * powers of two whose step is the size of its kernel. `undefined` for other sites. Where a code's bits lie depends on the shape and
 * the kind of switch alone.
 */
export function pictureCodes(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
  { units, picture }: UnitLayout,
  readsPreActivation: boolean,
): PictureCodes | undefined {
  const corners = picture && switchThresholds(site, probed, readsPreActivation);
  if (!corners) return undefined;
  const bitsPerCode = corners.thresholds.length;
  const tiling = { units, ...picture, ...tileOf(picture, capacityOf(bitsPerCode)), bitsPerCode };
  const [lower, upper] = corners.thresholds.map((threshold) => {
    const { value, one } = pictureIndicator(fragment, corners.value, threshold, units, probed);
    return tiled(fragment, value, one, tiling);
  });
  return { value: upper === undefined ? lower! : fragment.op('Add', [lower!, upper]), tiling };
}

/** The tile of at most `capacity` codes that covers a picture with the fewest. */
function tileOf(
  { height, width }: { readonly height: number; readonly width: number },
  capacity: number,
): { readonly tileHeight: number; readonly tileWidth: number } {
  let best = { tileHeight: 1, tileWidth: 1 };
  let fewest = height * width;
  for (let tileHeight = 1; tileHeight <= Math.min(height, capacity); tileHeight++) {
    const tileWidth = Math.min(width, Math.floor(capacity / tileHeight));
    const tiles = Math.ceil(height / tileHeight) * Math.ceil(width / tileWidth);
    if (tiles < fewest) [best, fewest] = [{ tileHeight, tileWidth }, tiles];
  }
  return best;
}

/** Codes of 0 or `one` as words; tiles at the lower and right edge are filled up with zeros. */
function tiled(fragment: GraphFragment, codes: string, one: number, tiling: CodeTiling): string {
  const { units, height, width, tileHeight, tileWidth, bitsPerCode } = tiling;
  const size = tileHeight * tileWidth;
  const powers = Float32Array.from(
    { length: units * size },
    (_, at) => 2 ** (bitsPerCode * (at % size)) / one,
  );
  const missing = (length: number, tile: number) => Math.ceil(length / tile) * tile - length;
  return fragment.op('Conv', [codes, fragment.floats([units, 1, tileHeight, tileWidth], powers)], {
    group: units,
    kernel_shape: [tileHeight, tileWidth],
    strides: [tileHeight, tileWidth],
    pads: [0, 0, missing(height, tileHeight), missing(width, tileWidth)],
  });
}
