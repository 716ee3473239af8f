import type { PictureView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { picturePixels } from './picturePixels.ts';

/** Side that small images are enlarged to, pixels of the page, by whole factors. */
const shownSide = 56;
/** Longer images are shown smaller than they are, so that one line of pixels never widens the page. */
const longestSide = 256;
/** Of the other side, which would vanish. */
const shortestSide = 2;

/** The picture on a canvas, pixel by pixel, with its description for screen readers and as its tooltip. */
export function pictureCanvas(view: PictureView, side = shownSide): HTMLElement {
  const { height, width } = view.picture;
  const { description } = view;
  const canvas = element('canvas', {
    class: 'picture',
    title: description,
    attributes: {
      role: 'img',
      'aria-label': description,
      width: String(width),
      height: String(height),
    },
  });
  const [shownWidth, shownHeight] = shownSize(width, height, side);
  canvas.style.width = `${shownWidth}px`;
  canvas.style.height = `${shownHeight}px`;
  const pixels = picturePixels(view);
  if (pixels) canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

/** Width and height on the page, in its pixels: a whole multiple of the picture's, near `side`, but for a picture too long for it. */
export function shownSize(width: number, height: number, side: number): readonly [number, number] {
  const longest = Math.max(1, height, width);
  const factor =
    longest > longestSide ? longestSide / longest : Math.max(1, Math.round(side / longest));
  return [Math.max(shortestSide, width * factor), Math.max(shortestSide, height * factor)];
}
