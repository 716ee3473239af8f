import type { Queries, SampleSetName } from '../../src/protocol/explorer.ts';
import type { ThumbnailMethods } from '../../src/protocol/thumbnails.ts';
import { element } from '../dom.ts';
import type { ExplorerHost } from './explorerHost.ts';
import { SamplePicker } from './samplePicker.ts';
import { type ThumbnailView, thumbnailViews, thumbnailNode } from './thumbnailView.ts';

/** What the slots need of the page's host. */
export type ThumbnailHost = ExplorerHost<Queries<ThumbnailMethods>>;

export interface SampleSlotsOptions {
  /** What each slot is called: "A", "B", "C"; "" for the only one. */
  readonly names: readonly string[];
  readonly set: SampleSetName;
  readonly samples: readonly number[];
  /** A slot has a new sample. */
  onChange(samples: readonly number[]): void;
  onRefused(message: string): void;
}

/** The samples an explorer is about, each a button with its picture that opens a picker below. */
export class SampleSlots {
  readonly node = element('div', { class: 'slots' });
  readonly #host: ThumbnailHost;
  readonly #options: SampleSlotsOptions;
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #picker: SamplePicker;
  #samples: readonly number[];
  #shown: readonly ThumbnailView[] = [];
  #open = -1;

  constructor(host: ThumbnailHost, options: SampleSlotsOptions) {
    this.#host = host;
    this.#options = options;
    this.#samples = options.samples;
    this.#buttons = options.names.map((name, slot) => this.#slotButton(name, slot));
    this.#picker = new SamplePicker(host, {
      set: options.set,
      onPick: (index) => this.#pick(index),
      onClose: () => this.#toggle(this.#open),
      onRefused: (message) => options.onRefused(message),
    });
    this.node.append(element('div', { class: 'slot-row' }, ...this.#buttons), this.#picker.node);
    void this.#draw();
  }

  /** What stands in the slots, for drawings that repeat it; empty until it has come. */
  get thumbnails(): readonly ThumbnailView[] {
    return this.#shown;
  }

  #slotButton(name: string, slot: number): HTMLButtonElement {
    const node = element('button', {
      class: 'slot',
      attributes: {
        type: 'button',
        'aria-expanded': 'false',
        'aria-label': `Sample ${name}`.trim(),
      },
    });
    node.addEventListener('click', () => this.#toggle(slot));
    return node;
  }

  #toggle(slot: number): void {
    this.#open = this.#open === slot ? -1 : slot;
    for (const [i, node] of this.#buttons.entries()) {
      node.setAttribute('aria-expanded', String(i === this.#open));
    }
    if (this.#open < 0) {
      this.#picker.hide();
      this.#buttons[slot]?.focus();
    } else {
      this.#picker.show(this.#options.names[slot]!, this.#samples[slot]!);
    }
  }

  #pick(index: number): void {
    this.#samples = this.#samples.map((sample, slot) => (slot === this.#open ? index : sample));
    this.#toggle(this.#open);
    void this.#draw();
    this.#options.onChange(this.#samples);
  }

  async #draw(): Promise<void> {
    const { set, names } = this.#options;
    const choice = { kind: 'indices', indices: this.#samples } as const;
    try {
      this.#shown = thumbnailViews(await this.#host.ask('sampleThumbnails', { set, choice }));
    } catch (error) {
      return this.#options.onRefused((error as Error).message);
    }
    for (const [slot, view] of this.#shown.entries()) {
      const node = this.#buttons[slot]!;
      // Its name is what stands on it, so that saying what one sees also chooses it.
      node.removeAttribute('aria-label');
      node.title = 'Choose another sample';
      node.replaceChildren(...slotName(names[slot]!), ...thumbnailNode(view));
    }
  }
}

/** "Sample" is left to be heard where a letter stands for it. */
function slotName(name: string): HTMLElement[] {
  if (name === '') return [element('span', { class: 'slot-name', text: 'Sample' })];
  return [
    element('span', { class: 'visually-hidden', text: 'Sample' }),
    element('span', { class: 'slot-name', text: name }),
  ];
}
