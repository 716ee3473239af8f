import { element } from '../dom.ts';
import type { ViewStateStore } from '../viewState.ts';

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
  if (store.current.open.includes(id)) {
    node.open = true;
    fill();
  }
  node.addEventListener('toggle', () => {
    if (node.open) fill();
    store.setOpen(id, node.open);
  });
  return node;
}
