import { formatShare } from '../../src/report/format.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import type { AskProgress } from './explorerHost.ts';

/** One line that tells of a run, with a Cancel button, or why there is no result; what is below it stays. */
export class StatusLine {
  readonly node = element('div', { class: 'status', attributes: { role: 'status', hidden: '' } });
  readonly #text = element('p');
  readonly #bar = element('progress', { attributes: { max: '1', 'aria-label': 'Progress' } });
  readonly #running: HTMLElement;

  constructor(onCancel: () => void) {
    this.#running = element(
      'div',
      { class: 'status-row' },
      this.#text,
      this.#bar,
      button('Cancel', onCancel, true),
    );
  }

  /** `null` takes away what was told of a run; a refusal stays until the next run. */
  progress(progress: AskProgress | null): void {
    if (progress === null) {
      if (this.node.firstChild === this.#running) this.clear();
      return;
    }
    const { stage, share } = progress;
    this.#text.textContent = `${stage}…${share === null ? '' : ` ${formatShare(Math.floor(share * 100) / 100)}`}`;
    if (share === null) this.#bar.removeAttribute('value');
    else this.#bar.value = share;
    if (this.node.firstChild === this.#running) return;
    this.#show('status running', this.#running);
  }

  /** One sentence that says why something did not come about, with a way out where there is one; nothing when the user cancelled. */
  refuse(message: string, remedy?: { readonly label: string; run(): void }): void {
    if (message === '') return;
    const wayOut = remedy ? [button(remedy.label, () => remedy.run())] : [];
    const dismiss = button('Dismiss', () => this.clear(), true);
    const actions = element('div', { class: 'actions' }, ...wayOut, dismiss);
    this.#show('status failed', element('p', { text: message }), actions);
  }

  clear(): void {
    this.node.hidden = true;
    this.node.replaceChildren();
  }

  #show(className: string, ...children: Node[]): void {
    this.node.className = className;
    this.node.hidden = false;
    this.node.replaceChildren(...children);
  }
}
