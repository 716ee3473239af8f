import type { PictureView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { pictureCanvas } from '../pictures/pictureCanvas.ts';

/** Pictures side by side. */
export function pictureRow(pictures: readonly PictureView[]): HTMLElement {
  return element(
    'div',
    { class: 'picture-row' },
    ...pictures.map((picture) => pictureCanvas(picture)),
  );
}
