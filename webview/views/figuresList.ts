import type { FigureView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { exactnessBadge } from './exactnessBadge.ts';

/** Headline numbers side by side, each above its name and how it is known. */
export function figuresList(figures: readonly FigureView[]): HTMLElement {
  const items = figures.map(({ value, label, exactness }) =>
    element(
      'div',
      { class: 'figure' },
      element('dt', { text: `${label} ` }, ...exactnessBadge(exactness)),
      element('dd', { text: value }),
    ),
  );
  return element('dl', { class: 'figures' }, ...items);
}
