import { button } from '../controls.ts';
import { element } from '../dom.ts';
import type { ExplorerHost } from './explorerHost.ts';

/** Stands where samples are chosen as long as a model has none. */
export function noSamples(host: Pick<ExplorerHost<never>, 'chooseData'>): HTMLElement {
  return element(
    'div',
    { class: 'no-samples' },
    element('p', { text: 'This model has no samples yet.' }),
    button('Choose data', () => host.chooseData()),
  );
}
