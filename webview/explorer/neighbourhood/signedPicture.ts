import { formatNumber } from '../../../src/report/format.ts';
import type { Picture } from '../../../src/report/report.ts';
import { element } from '../../dom.ts';
import { pictureCanvas } from '../../pictures/pictureCanvas.ts';

/** Side of the pictures that are looked at one by one. */
const side = 140;

/** A picture with its name below. */
export function namedPicture(
  name: string,
  picture: Picture,
  { note, isSigned = false }: { readonly note?: string; readonly isSigned?: boolean } = {},
): HTMLElement {
  const description = note === undefined ? name : `${name}: ${note}`;
  const palette = isSigned ? { palette: 'diverging' as const } : {};
  const lines = [element('span', { text: name })];
  if (note !== undefined) lines.push(element('span', { class: 'muted small', text: note }));
  const canvas = pictureCanvas({ picture, description, ...palette }, side);
  return element('figure', {}, canvas, element('figcaption', {}, ...lines));
}

/** What the colours of signed pictures mean; each picture has its own scale. */
export function signedLegend(isColoured: boolean): HTMLElement {
  const text = isColoured
    ? 'Middle grey is 0 in every colour; the largest magnitude reaches black or white.'
    : 'Blue: lowers the value, orange: raises it; each picture reaches its own largest magnitude.';
  const bar = isColoured ? [] : [element('div', { class: 'scale-bar diverging' })];
  const ends = isColoured
    ? []
    : [
        element(
          'div',
          { class: 'scale-ends small' },
          element('span', { text: '− largest' }),
          element('span', { text: '0' }),
          element('span', { text: '+ largest' }),
        ),
      ];
  return element(
    'div',
    { class: 'signed-legend' },
    ...bar,
    ...ends,
    element('p', { class: 'muted small', text }),
  );
}

/** "± 0.31": what the ends of the colours stand for. */
export function magnitudeText(largest: number): string {
  return `± ${formatNumber(largest)}`;
}
