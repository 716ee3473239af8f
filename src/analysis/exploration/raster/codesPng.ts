import { PNG } from 'pngjs';
import type { SliceCodes } from '../../../protocol/slice.ts';
import { drawAnchors, placeOn, rasterCanvas } from './rasterCanvas.ts';

/** Brightness of a point behind which the switch codes change. */
const shade = 0.55;

/**
 * Draws a heuristic look at a plane, at most `size` pixels along a side but at least one a point: every point in the colour of its class,
 * darker where its switch codes differ from its neighbour's; anchors as dots.
 */
export function codesPng(
  { window, anchors, raster, changes }: SliceCodes,
  size: number,
): Uint8Array {
  const side = Math.max(1, Math.floor(size / raster.width));
  const canvas = rasterCanvas(raster, side);
  for (let at = 0; at < canvas.width * canvas.height; at++) {
    const column = Math.floor((at % canvas.width) / side);
    const row = Math.floor(at / canvas.width / side);
    if (changes[row * raster.width + column] === 0) continue;
    for (let k = 4 * at; k < 4 * at + 3; k++) canvas.data[k] = shade * canvas.data[k]!;
  }
  const scale = canvas.width / (window.u1 - window.u0);
  drawAnchors(
    canvas,
    anchors.flatMap(({ u, v }) => [u, v]),
    placeOn(window, scale),
  );
  return PNG.sync.write(canvas);
}
