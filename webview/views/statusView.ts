import { formatShare } from '../../src/report/format.ts';
import type { HostToPage } from '../../src/protocol/page.ts';
import { element } from '../dom.ts';

type StatusMessage = Exclude<HostToPage, { readonly type: 'report' }>;

/** The line above the report that tells of a run or of its failure; the report below it stays. */
export class StatusView {
  readonly node = element('div', { class: 'status', attributes: { role: 'status', hidden: '' } });

  show(message: StatusMessage): void {
    this.node.hidden = false;
    this.node.className = `status ${message.type}`;
    this.node.replaceChildren(
      ...(message.type === 'failed' ? failed(message.message) : running(message)),
    );
  }

  hide(): void {
    this.node.hidden = true;
  }
}

function failed(message: string): Node[] {
  return [element('p', { text: message })];
}

function running({ stage, share }: Extract<StatusMessage, { readonly type: 'running' }>): Node[] {
  const progress = element('progress', { attributes: { max: '1', 'aria-label': stage } });
  if (share !== null) progress.value = share;
  const text =
    share === null ? `${stage} …` : `${stage} … ${formatShare(Math.round(share * 100) / 100)}`;
  return [element('p', { text }), progress];
}
