import { element } from '../dom.ts';

/** One small button: what stands on it, what it does in a sentence, and what it runs. */
export interface Tool {
  readonly label: string;
  readonly title: string;
  readonly run: () => void | Promise<void>;
}

/** Small buttons in a row, quieter than what they belong to. */
export function toolRow(tools: readonly Tool[]): HTMLElement {
  const buttons = tools.map(({ label, title, run }) => {
    const button = element('button', {
      class: 'tool',
      text: label,
      title,
      attributes: { type: 'button', 'aria-label': title },
    });
    button.addEventListener('click', () => void run());
    return button;
  });
  return element('div', { class: 'tools' }, ...buttons);
}
