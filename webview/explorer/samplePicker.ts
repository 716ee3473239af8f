import { formatCount } from '../../src/report/format.ts';
import type { SampleSetName } from '../../src/protocol/explorer.ts';
import type { ThumbnailChoice } from '../../src/protocol/thumbnails.ts';
import { button, textField } from '../controls.ts';
import { element } from '../dom.ts';
import type { ThumbnailHost } from './sampleSlots.ts';
import { thumbnailNode, thumbnailViews, type ThumbnailView } from './thumbnailView.ts';

/** Samples on one page of the picker. */
const pageSize = 24;
const searchDelayMs = 200;

export interface SamplePickerOptions {
  readonly set: SampleSetName;
  onPick(index: number): void;
  onClose(): void;
  onRefused(message: string): void;
}

/** A page of samples to choose from, found by number ("#12") or class ("3"); Escape closes it. */
export class SamplePicker {
  readonly node = element('section', { class: 'picker', attributes: { hidden: '' } });
  readonly #host: ThumbnailHost;
  readonly #options: SamplePickerOptions;
  readonly #title = element('h2');
  readonly #grid = element('div', { class: 'picker-grid', attributes: { role: 'group' } });
  readonly #place = element('span', { class: 'small', attributes: { 'aria-live': 'polite' } });
  #search = '';
  #start = 0;
  #total = 0;
  #chosen = -1;
  #asked = 0;
  #timer = 0;

  constructor(host: ThumbnailHost, options: SamplePickerOptions) {
    this.#host = host;
    this.#options = options;
    const search = textField('Find a sample', 'Class, or #number', (text) => this.#find(text));
    this.node.append(
      element('div', { class: 'picker-head' }, this.#title, search, this.#pager()),
      this.#grid,
    );
    this.node.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') options.onClose();
    });
    this.#grid.addEventListener('keydown', (event) => this.#moveFocus(event));
  }

  /** Opens the picker for the slot `name`, "" for the only one, on the page that holds its sample. */
  show(name: string, chosen: number): void {
    this.#title.textContent = name === '' ? 'Choose a sample' : `Choose sample ${name}`;
    this.#grid.setAttribute('aria-label', `Samples ${name === '' ? '' : `for ${name}`}`.trim());
    this.#chosen = chosen;
    if (this.#search === '') this.#start = Math.floor(chosen / pageSize) * pageSize;
    this.node.hidden = false;
    void this.#load(true);
  }

  hide(): void {
    this.node.hidden = true;
  }

  #pager(): HTMLElement {
    const turn = (label: string, step: number) => button(label, () => this.#turn(step), true);
    return element('div', { class: 'pager' }, turn('Previous', -1), this.#place, turn('Next', 1));
  }

  #turn(step: number): void {
    const start = this.#start + step * pageSize;
    if (start < 0 || start >= this.#total) return;
    this.#start = start;
    void this.#load(false);
  }

  #find(text: string): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#search = text.trim();
      this.#start = Number(/^#(\d+)$/.exec(this.#search)?.[1] ?? 0);
      void this.#load(false);
    }, searchDelayMs);
  }

  async #load(takesFocus: boolean): Promise<void> {
    const turn = ++this.#asked;
    const choice = this.#choice();
    try {
      const { set } = this.#options;
      const answer = await this.#host.ask('sampleThumbnails', { set, choice });
      // A newer page has been asked for meanwhile.
      if (turn !== this.#asked) return;
      this.#total = answer.total;
      this.#draw(thumbnailViews(answer), takesFocus);
    } catch (error) {
      this.#options.onRefused((error as Error).message);
    }
  }

  #choice(): ThumbnailChoice {
    const run = { kind: 'run', start: this.#start, count: pageSize } as const;
    return /^\d+$/.test(this.#search) ? { ...run, label: Number(this.#search) } : run;
  }

  #draw(views: readonly ThumbnailView[], takesFocus: boolean): void {
    const nodes = views.map((view) => this.#choiceButton(view));
    this.#grid.replaceChildren(...nodes);
    const first = Math.min(this.#total, this.#start + 1);
    this.#place.textContent = `${formatCount(first)} to ${formatCount(Math.min(this.#total, this.#start + views.length))} of ${formatCount(this.#total)}`;
    if (takesFocus)
      (this.#grid.querySelector<HTMLElement>('[aria-pressed="true"]') ?? nodes[0])?.focus();
  }

  #choiceButton(view: ThumbnailView): HTMLButtonElement {
    const node = element(
      'button',
      {
        class: 'slot',
        attributes: {
          type: 'button',
          'aria-pressed': String(view.index === this.#chosen),
        },
      },
      element('span', { class: 'visually-hidden', text: 'sample' }),
      ...thumbnailNode(view),
    );
    node.addEventListener('click', () => this.#options.onPick(view.index));
    return node;
  }

  /** Arrow keys go through the samples as they stand on the screen. */
  #moveFocus(event: KeyboardEvent): void {
    const nodes = [...this.#grid.querySelectorAll<HTMLElement>('button')];
    const at = nodes.indexOf(event.target as HTMLElement);
    const perRow = nodes.findIndex((node) => node.offsetTop > nodes[0]!.offsetTop);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: perRow < 0 ? nodes.length : perRow,
      ArrowUp: perRow < 0 ? -nodes.length : -perRow,
    };
    const step = steps[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    nodes[Math.max(0, Math.min(nodes.length - 1, at + step))]?.focus();
  }
}
