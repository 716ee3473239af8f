import { element } from '../dom.ts';
import type { ViewStateStore } from '../viewState.ts';

const fillers = new WeakMap<HTMLDetailsElement, () => void>();

/** A fold-out whose content is made when it is first opened; whether it is open is kept in the view state. */
export function fold(
  id: string,
  label: string,
  store: ViewStateStore,
  content: () => Node,
): HTMLDetailsElement {
  const node = element('details', { class: 'fold', id }, element('summary', { text: label }));
  let filled = false;
  const fill = (): void => {
    if (filled) return;
    filled = true;
    node.append(content());
  };
  fillers.set(node, fill);
  if (store.current.open.includes(id)) openFold(node);
  node.addEventListener('toggle', () => {
    if (node.open) fill();
    store.setOpen(id, node.open);
  });
  return node;
}

/** Opens a fold and has its content at once; the browser tells of an opening only later. */
export function openFold(node: HTMLDetailsElement): void {
  fillers.get(node)?.();
  node.open = true;
}
