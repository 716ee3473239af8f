import { element } from '../dom.ts';

/** Distance between pointer and box, pixels. */
const gap = 12;

/** The one tooltip of the page, shared by all charts; content goes in as text. */
export class Tooltip {
  readonly #box = element('div', { class: 'tooltip', attributes: { role: 'tooltip', hidden: '' } });

  constructor(parent: HTMLElement) {
    parent.append(this.#box);
  }

  /** Shows what a Vega mark carries (an object of labels and values), or hides when it carries nothing. */
  show(event: { readonly clientX: number; readonly clientY: number }, value: unknown): void {
    if (typeof value !== 'object' || value === null) return this.hide();
    const rows = Object.entries(value).flatMap(([label, text]) => [
      element('dt', { text: label }),
      element('dd', { text: String(text) }),
    ]);
    this.#box.replaceChildren(element('dl', {}, ...rows));
    this.#box.hidden = false;
    this.#place(event.clientX, event.clientY);
  }

  hide(): void {
    this.#box.hidden = true;
  }

  /** Right below the pointer, moved to its other side where the window ends. */
  #place(x: number, y: number): void {
    const { offsetWidth, offsetHeight } = this.#box;
    const left = x + gap + offsetWidth > window.innerWidth ? x - gap - offsetWidth : x + gap;
    const top = y + gap + offsetHeight > window.innerHeight ? y - gap - offsetHeight : y + gap;
    this.#box.style.left = `${Math.max(4, left)}px`;
    this.#box.style.top = `${Math.max(4, top)}px`;
  }
}
