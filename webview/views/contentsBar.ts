import { element } from '../dom.ts';
import { openFold } from './fold.ts';

/** Left padding of the bar in a narrow panel, pixels. */
const barPadding = 16;

/** One place of the page: the id of its section and what the bar calls it. */
export interface ContentsEntry {
  readonly id: string;
  readonly title: string;
}

/** The bar of links to the sections of the page. It stays at the top and marks the section that is being read. */
export class ContentsBar {
  readonly node = element('nav', { class: 'contents', attributes: { 'aria-label': 'Contents' } });
  readonly #links = new Map<string, HTMLAnchorElement>();
  #sections: readonly HTMLElement[] = [];

  constructor() {
    window.addEventListener('scroll', () => this.#markCurrent(), { passive: true });
  }

  /** Lists other sections; they must be in the document by then. */
  show(entries: readonly ContentsEntry[]): void {
    this.#links.clear();
    for (const { id, title } of entries) this.#links.set(id, link(id, title));
    this.#sections = entries.flatMap(({ id }) => document.getElementById(id) ?? []);
    this.node.replaceChildren(...this.#links.values());
    this.#markCurrent();
  }

  /** The current section is the last whose head has passed below the bar; at the end of the page, the last one. */
  #markCurrent(): void {
    const line = this.node.offsetHeight + 24;
    const page = document.documentElement;
    const atEnd = window.scrollY > 0 && window.scrollY + innerHeight >= page.scrollHeight - 2;
    const passed = this.#sections.filter((node) => node.getBoundingClientRect().top <= line);
    const current = (atEnd ? this.#sections : passed).at(-1) ?? this.#sections[0];
    for (const [id, node] of this.#links) {
      const isCurrent = id === current?.id;
      if (isCurrent === node.hasAttribute('aria-current')) continue;
      if (!isCurrent) {
        node.removeAttribute('aria-current');
        continue;
      }
      node.setAttribute('aria-current', 'true');
      // The bar of a narrow panel is longer than it shows.
      this.node.scrollLeft = node.offsetLeft - this.node.offsetLeft - barPadding;
    }
  }
}

function link(id: string, title: string): HTMLAnchorElement {
  const node = element('a', { text: title, attributes: { href: `#${id}` } });
  // A webview has no address of its own to jump within.
  node.addEventListener('click', (event) => {
    event.preventDefault();
    const place = document.getElementById(id);
    if (place instanceof HTMLDetailsElement) openFold(place);
    place?.scrollIntoView();
    // The next Tab goes on from there.
    place?.focus({ preventScroll: true });
  });
  return node;
}
