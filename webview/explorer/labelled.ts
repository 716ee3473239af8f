import { element } from '../dom.ts';

/** A control with its name before it; the control itself carries the same name for screen readers. */
export function labelled(text: string, control: HTMLElement): HTMLElement {
  return element(
    'span',
    { class: 'labelled' },
    element('span', { class: 'small muted', text, attributes: { 'aria-hidden': 'true' } }),
    control,
  );
}
