import type { PictureView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { picturePixels } from './picturePixels.ts';

/** Side that small images are enlarged to, pixels of the page, by whole factors. */
const shownSide = 56;

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
  const factor = Math.max(1, Math.round(side / Math.max(height, width)));
  canvas.style.width = `${width * factor}px`;
  const pixels = picturePixels(view);
  if (pixels) canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}
