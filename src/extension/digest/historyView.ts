import type { HistoryView } from '../../report/historyView.ts';
import { headlineFigures, type HeadlinePoint } from './headline.ts';

/** The history as the page draws it: a series a figure, those that the last run knows; none before the second run. */
export function historyView(history: readonly HeadlinePoint[]): readonly HistoryView[] {
  if (history.length < 2) return [];
  return headlineFigures.flatMap(({ key, label, text }) => {
    const values = history.map((point) => point[key]);
    if (values.at(-1) === null) return [];
    const texts = values.map((value) => (value === null ? '–' : text(value)));
    const exactness = history.map((point) => point.exactness?.[key] ?? 'exact');
    return [{ label, values, texts, exactness }];
  });
}
