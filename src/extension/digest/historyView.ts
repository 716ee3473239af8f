import type { HistoryView } from '../../report/historyView.ts';
import { headlineFigures, type HeadlinePoint } from './headline.ts';

/** The history as the page draws it: a series a figure, those that were ever known; none before the second run. */
export function historyView(history: readonly HeadlinePoint[]): readonly HistoryView[] {
  if (history.length < 2) return [];
  return headlineFigures.flatMap(({ key, label, text }) => {
    const values = history.map((point) => point[key]);
    const last = values.at(-1) ?? null;
    if (last === null) return [];
    const before = values.slice(0, -1).findLast((value) => value !== null) ?? null;
    return [{ label, values, text: text(last), before: before === null ? null : text(before) }];
  });
}
