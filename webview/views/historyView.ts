import type { HistoryView } from '../../src/report/historyView.ts';
import { element } from '../dom.ts';
import { exactnessBadge } from './exactnessBadge.ts';
import { sparkline } from './sparkline.ts';

/** Figures over runs or models as sparklines, each with its value at `current`, how that is known and, for a tooltip, the range. */
export function historyList(history: readonly HistoryView[], current: number): HTMLElement {
  const items = history.map(({ label, values, texts, exactness }) =>
    element(
      'div',
      { class: 'history-item', title: `${label}: ${texts.join(', ')}` },
      element(
        'dt',
        { text: `${label} ` },
        ...((values[current] ?? null) === null ? [] : exactnessBadge(exactness?.[current])),
      ),
      element(
        'dd',
        {},
        element('span', { text: texts[current] ?? '–' }),
        // One value alone is no history.
        ...(values.filter((value) => value !== null).length > 1
          ? [sparkline(values, current)]
          : []),
      ),
    ),
  );
  return element('dl', { class: 'history' }, ...items);
}

/** The headline figures over the runs of a model, with the last one marked; nothing before the second run. */
export function historySection(history: readonly HistoryView[] = []): HTMLElement[] {
  if (history.length === 0) return [];
  const runs = history[0]!.values.length;
  const label = `Headline figures over ${runs} versions of the model`;
  return [
    element(
      'section',
      { attributes: { 'aria-label': label } },
      element('p', { class: 'muted small', text: label }),
      historyList(history, runs - 1),
    ),
  ];
}
