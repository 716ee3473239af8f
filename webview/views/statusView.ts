import type { HostToPage } from '../../src/protocol/page.ts';
import { formatShare } from '../../src/report/format.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import type { PageHost } from '../host.ts';

type StatusMessage = Exclude<HostToPage, { readonly type: 'report' }>;
type Running = Extract<StatusMessage, { readonly type: 'running' }>;

/** The line above the report that tells of a run or of its failure; the report below it stays. */
export class StatusView {
  readonly node = element('div', { class: 'status', attributes: { role: 'status', hidden: '' } });
  readonly #host: PageHost;

  constructor(host: PageHost) {
    this.#host = host;
  }

  show(message: StatusMessage): void {
    this.node.hidden = false;
    this.node.className = `status ${message.type}`;
    this.node.replaceChildren(
      ...(message.type === 'failed' ? this.#failed(message.message) : running(message)),
    );
  }

  hide(): void {
    this.node.hidden = true;
  }

  #failed(message: string): Node[] {
    const text = element('p', { text: message });
    if (!this.#host.canAct) return [text];
    const actions = element(
      'div',
      { class: 'actions' },
      button('Diagnose again', () => this.#host.post({ type: 'rerun' })),
      button('Dismiss', () => this.hide(), true),
    );
    return [text, actions];
  }
}

function running({ stage, share }: Running): Node[] {
  const progress = element('progress', { attributes: { max: '1', 'aria-label': stage } });
  if (share !== null) progress.value = share;
  const done = share === null ? '' : ` ${formatShare(Math.round(share * 100) / 100)}`;
  return [element('p', { text: `${stage}…${done}` }), progress];
}
