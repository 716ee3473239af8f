import { button, checkbox, dropdown } from '../../controls.ts';
import { element } from '../../dom.ts';
import { labelled } from '../labelled.ts';
import type { PathChoice } from './pathChoice.ts';

export interface PathToolbarEvents {
  onChoice(change: Partial<PathChoice>): void;
  onSave(format: 'svg' | 'json'): void;
}

/** Where the line lies and how far it is followed. `spaces`: those that can be chosen beside the input. */
export function pathToolbar(
  choice: PathChoice,
  spaces: readonly string[],
  { onChoice, onSave }: PathToolbarEvents,
): HTMLElement {
  const all = ['input', ...spaces];
  const names = all.map((space) =>
    space === 'input' ? 'Input space' : `After ${space.slice('layer:'.length)}`,
  );
  const space = dropdown(
    'Line through',
    names,
    Math.max(0, all.indexOf(choice.space)),
    (position) => onChoice({ space: all[position]! }),
  );
  const beyond = checkbox('Follow to infinity', choice.beyond, (checked) =>
    onChoice({ beyond: checked }),
  );
  return element(
    'div',
    { class: 'toolbar', attributes: { role: 'group', 'aria-label': 'Path' } },
    labelled('Line through', space),
    beyond,
    element(
      'div',
      { class: 'actions' },
      button('Save SVG', () => onSave('svg'), true),
      button('Save JSON', () => onSave('json'), true),
    ),
  );
}
