import { legendShapes } from '../../src/report/charts/legendShapes.ts';
import type { ChartView } from '../../src/report/reportView.ts';
import { element, icon } from '../dom.ts';

/** The key to a chart's marks, hidden from screen readers, which read the table instead; nothing when there is no key. */
export function legendView(legend: ChartView['legend']): readonly HTMLElement[] {
  if (legend.length === 0) return [];
  const entries = legend.map(({ label, colour, shape }) => {
    const entry = element(
      'li',
      {},
      icon(legendShapes[shape], 'key'),
      element('span', { text: label }),
    );
    // "theme:series1" is the custom property --chart-series1, which follows the theme by itself.
    entry.style.setProperty('--key', `var(--chart-${colour.slice('theme:'.length)})`);
    return entry;
  });
  return [element('ul', { class: 'legend', attributes: { 'aria-hidden': 'true' } }, ...entries)];
}
