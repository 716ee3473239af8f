import type { ReportView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import type { ViewStateStore } from '../viewState.ts';
import { fold } from './fold.ts';

/** Limits longer than this are folded away. */
const shownAtOnce = 3;

/** Where the model limits what the report can say; `null` when it does not. */
export function limitsView(limits: readonly string[], store: ViewStateStore): HTMLElement | null {
  if (limits.length === 0) return null;
  const list = (texts: readonly string[]): HTMLElement =>
    element('ul', {}, ...texts.map((text) => element('li', { text })));
  const rest = limits.slice(shownAtOnce);
  return element(
    'section',
    { id: 'limits', attributes: { 'aria-label': 'Limits', tabindex: '-1' } },
    element('h2', { text: 'Limits' }),
    list(limits.slice(0, shownAtOnce)),
    ...(rest.length > 0
      ? [fold('more-limits', `${rest.length} more`, store, () => list(rest))]
      : []),
  );
}

/** Model, data, generator and timings. */
export function factsView(facts: ReportView['facts'], store: ViewStateStore): HTMLElement {
  const rows = facts.flatMap(({ label, value }) => [
    element('dt', { text: label }),
    element('dd', { text: value }),
  ]);
  return fold('facts', 'About this report', store, () =>
    element('dl', { class: 'facts' }, ...rows),
  );
}
