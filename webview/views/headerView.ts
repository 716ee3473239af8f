import type { ReportView } from '../../src/report/reportView.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import type { PageHost } from '../host.ts';
import { figuresList } from './figuresList.ts';

/** Title, what the report is about, its first figures, and, in the editor, what can be done with it. */
export function headerView(view: ReportView, host: PageHost): HTMLElement {
  const title = element(
    'div',
    {},
    element('h1', { text: view.title }),
    element('p', { class: 'muted', text: view.subtitle }),
  );
  const row = element(
    'div',
    { class: 'title-row' },
    title,
    ...(host.canAct ? [actions(host)] : []),
  );
  // Over several runs the same figures stand below, each with its history.
  const figures = view.history?.length ? [] : (view.figures ?? []);
  return element('header', {}, row, figuresList(figures));
}

function actions(host: PageHost): HTMLElement {
  const save = (format: 'html' | 'json' | 'choose') => () => host.post({ type: 'save', format });
  return element(
    'div',
    { class: 'actions' },
    button('Diagnose again', () => host.post({ type: 'rerun' })),
    button('Save as HTML', save('html'), true),
    button('Save as JSON', save('json'), true),
    button('Save as…', save('choose'), true),
  );
}
