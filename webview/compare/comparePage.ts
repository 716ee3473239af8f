import type { TimelineFrame, TimelineView } from '../../src/report/comparison/timelineView.ts';
import { carrying } from '../carrying.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import { type StateKeeper, ViewStateStore } from '../viewState.ts';
import { DataTable } from '../views/dataTable.ts';
import { fold } from '../views/fold.ts';
import { historyList } from '../views/historyView.ts';
import { tableSource } from '../views/tableSource.ts';
import { scrubber } from './scrubber.ts';

/** A comparison of two models, or of many in order with a scrubber that chooses the step shown. */
export class ComparePage {
  readonly #main = element('main');
  readonly #store: ViewStateStore;
  readonly #save: () => void;
  /** The step that is shown; none before the first. */
  #step: number | undefined;

  /** `save` writes the comparison out as JSON. */
  constructor(body: HTMLElement, state: StateKeeper, save: () => void) {
    this.#step = keptStep(state);
    this.#store = new ViewStateStore(carrying(state, () => ({ step: this.#step })));
    this.#save = save;
    body.append(this.#main);
  }

  show(view: TimelineView): void {
    const last = view.frames.length - 1;
    const curves = element('section', { attributes: { 'aria-label': 'Over all models' } });
    const frame = element('section', {
      attributes: { 'aria-label': 'Step', 'aria-live': 'polite' },
    });
    const showStep = (step: number): void => {
      this.#step = step;
      this.#store.update({});
      curves.replaceChildren(historyList(view.curves, step + 1));
      frame.replaceChildren(...this.#frame(view.frames[step]!, last === 0));
    };
    const step = Math.min(this.#step ?? last, last);
    this.#main.replaceChildren(
      this.#header(view),
      ...(last > 0 ? [scrubber(view.frames, step, showStep)] : []),
      curves,
      fold('models-table', 'Numbers of all models', this.#store, () => this.#table(view.table)),
      frame,
    );
    showStep(step);
  }

  #header({ title, subtitle }: TimelineView): HTMLElement {
    const words = element(
      'div',
      {},
      element('h1', { text: title }),
      element('p', { class: 'muted', text: subtitle }),
    );
    const actions = element('div', { class: 'actions' }, button('Save as JSON', this.#save, true));
    return element('header', {}, element('div', { class: 'title-row' }, words, actions));
  }

  /** Of a pair the page's title says between which models. */
  #frame({ from, to, sentences, tables }: TimelineFrame, isPair: boolean): Node[] {
    return [
      element('h2', { text: isPair ? 'What changes' : `${from} → ${to}` }),
      ...sentences.map((text) => element('p', { class: 'sentence', text })),
      ...tables.filter(({ rows }) => rows.length > 0).map((table) => this.#table(table)),
    ];
  }

  #table(table: TimelineView['table']): HTMLElement {
    return new DataTable(tableSource(table), this.#store).node;
  }
}

/** The step that was shown before the page was hidden or reloaded. */
function keptStep(state: StateKeeper): number | undefined {
  const kept = state.getState() as { step?: unknown } | null | undefined;
  return typeof kept?.step === 'number' ? kept.step : undefined;
}
