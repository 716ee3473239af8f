import type { HostToModelPage, ModelStructureView } from '../../src/protocol/modelEditor.ts';
import { formatCount } from '../../src/report/format.ts';
import type { TableView } from '../../src/report/reportView.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import { ViewStateStore } from '../viewState.ts';
import { DataTable } from '../views/dataTable.ts';
import { tableSource } from '../views/tableSource.ts';
import type { ModelHost } from './modelHost.ts';

type Message<T extends HostToModelPage['type']> = Extract<HostToModelPage, { type: T }>;

/** The page of one model: structure first, then the geometry of its weights as it arrives. */
export class ModelPage {
  readonly #host: ModelHost;
  readonly #store: ViewStateStore;
  readonly #title = element('div');
  readonly #actions = element('div', { class: 'actions' });
  readonly #failure = element('p', { class: 'failure', attributes: { role: 'alert', hidden: '' } });
  readonly #facts = element('section', { attributes: { 'aria-label': 'Structure' } });
  readonly #progress = element('p', {
    class: 'muted small',
    attributes: { 'aria-live': 'polite' },
  });
  readonly #layers = element('div');
  readonly #measured = element(
    'section',
    { attributes: { 'aria-label': 'Layers' } },
    element('h2', { text: 'Layers' }),
    this.#progress,
    this.#layers,
  );
  readonly #nodes = element('section', { attributes: { 'aria-label': 'Nodes' } });

  constructor(body: HTMLElement, host: ModelHost) {
    this.#host = host;
    this.#store = new ViewStateStore(host);
    const head = element('div', { class: 'title-row' }, this.#title, this.#actions);
    body.append(
      element(
        'main',
        {},
        element('header', {}, head),
        this.#failure,
        this.#facts,
        this.#measured,
        this.#nodes,
      ),
    );
  }

  receive(message: HostToModelPage): void {
    switch (message.type) {
      case 'structure':
        return this.#showStructure(message.view);
      case 'layers':
        return this.#showLayers(message);
      case 'offers':
        return this.#showOffers(message);
      case 'failed':
        return this.#showFailure(message);
    }
  }

  /** A model that was never read has a name, and nothing to be done with it. */
  #showFailure({ title, message }: Message<'failed'>): void {
    this.#failure.textContent = message;
    this.#failure.hidden = false;
    if (this.#title.childElementCount > 0) return;
    this.#title.replaceChildren(element('h1', { text: title }));
    this.#actions.hidden = true;
    this.#measured.hidden = true;
  }

  #showStructure(view: ModelStructureView): void {
    for (const node of [this.#actions, this.#measured]) node.hidden = false;
    this.#failure.hidden = true;
    this.#title.replaceChildren(
      element('h1', { text: view.title }),
      element('p', { class: 'muted', text: view.subtitle }),
    );
    const facts = view.facts.flatMap(({ label, value }) => [
      element('dt', { text: label }),
      element('dd', { text: value }),
    ]);
    this.#facts.replaceChildren(
      element('dl', { class: 'facts' }, ...facts),
      ...limits(view.limits),
      element('h2', { text: view.values.caption }),
      this.#table(view.values),
    );
    this.#nodes.replaceChildren(element('h2', { text: 'Nodes' }), this.#table(view.nodes));
  }

  #showLayers({ table, measured, total }: Message<'layers'>): void {
    this.#progress.textContent =
      measured < total
        ? `Reading weights: ${formatCount(measured)} of ${formatCount(total)} layers measured`
        : 'Computed from the weights in the file; activations and regions need a diagnosis.';
    this.#layers.replaceChildren(this.#table(table));
  }

  #showOffers({ verdict, isDefault }: Message<'offers'>): void {
    const { post } = this.#host;
    this.#actions.replaceChildren(
      button('Diagnose', () => post({ type: 'diagnose' })),
      ...(verdict === null
        ? []
        : [button('Open last report', () => post({ type: 'openReport' }), true)]),
      ...(isDefault
        ? []
        : [button('Open models here by default', () => post({ type: 'makeDefault' }), true)]),
      ...(verdict === null
        ? []
        : [element('p', { class: 'muted small verdict', text: `Last report: ${verdict}` })]),
    );
  }

  #table(view: TableView): HTMLElement {
    return new DataTable(tableSource(view), this.#store).node;
  }
}

function limits(sentences: readonly string[]): HTMLElement[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((text) => element('li', { text }));
  return [element('h2', { text: 'Limits' }), element('ul', {}, ...items)];
}
