import type { PositionMap } from '../../../onnx/runner.ts';
import type { Picture } from '../../../report/report.ts';
import type { ImageGrid } from '../../images/imageGrid.ts';
import { imagePicture } from '../../images/picture.ts';

/** Bytes of base64 that the pictures of all layers may take in a report. */
const byteBudget = 600_000;
/** Larger maps are left out. */
const mostPixels = 128 * 128;

/** How often each number of a layer was active. */
export interface CountedPositions {
  readonly units: number;
  readonly map: PositionMap;
  readonly counts: Float64Array;
  /** Samples that were counted, at least one. */
  readonly samples: number;
}

/**
 * The activation rate of each unit by position, byte 0 = never, 255 = always, for the first units of every layer: first every layer's
 * first unit, then the second ones, and so on until the budget is spent. `undefined` entries, for layers without positions, stay.
 */
export function ratePictures(layers: readonly (CountedPositions | undefined)[]): Picture[][] {
  const shown = unitsWithin(layers);
  return layers.map((layer, i) =>
    layer ? Array.from({ length: shown[i] }, (_, unit) => ratePicture(layer, unit)) : [],
  );
}

function unitsWithin(layers: readonly (CountedPositions | undefined)[]): number[] {
  const shown = layers.map(() => 0);
  let left = byteBudget;
  for (let unit = 0; ; unit++) {
    let isAny = false;
    for (const [i, layer] of layers.entries()) {
      if (!layer || unit >= layer.units || shown[i] < unit) continue;
      const pixels = layer.map.height * layer.map.width;
      const bytes = Math.ceil((4 * pixels) / 3);
      if (pixels > mostPixels || bytes > left) continue;
      left -= bytes;
      shown[i]++;
      isAny = true;
    }
    if (!isAny) return shown;
  }
}

function ratePicture({ units, map, counts, samples }: CountedPositions, unit: number): Picture {
  const { height, width, channelsLast } = map;
  const columnStep = channelsLast ? units : 1;
  const grid: ImageGrid = {
    channels: 1,
    height,
    width,
    channelStep: 0,
    lineStep: width * columnStep,
    columnStep,
  };
  return imagePicture(
    grid,
    counts.subarray(unit * (channelsLast ? 1 : height * width)),
    0,
    samples,
  );
}
