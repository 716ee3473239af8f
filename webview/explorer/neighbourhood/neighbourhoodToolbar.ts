import { dropdown } from '../../controls.ts';
import { element } from '../../dom.ts';
import { labelled } from '../labelled.ts';
import { type NeighbourhoodChoice, norms, searches } from './neighbourhoodChoice.ts';

/** How to measure and how hard to look. */
export function neighbourhoodToolbar(
  choice: NeighbourhoodChoice,
  onChoice: (change: Partial<NeighbourhoodChoice>) => void,
): HTMLElement {
  const norm = dropdown(
    'Distance',
    norms.map(([, label]) => label),
    norms.findIndex(([name]) => name === choice.norm),
    (position) => onChoice({ norm: norms[position]![0] }),
  );
  const search = dropdown(
    'Decision boundary',
    searches.map(([, label]) => label),
    Math.max(
      0,
      searches.findIndex(([cells]) => cells === choice.mostCells),
    ),
    (position) => onChoice({ mostCells: searches[position]![0] }),
  );
  return element(
    'div',
    { class: 'toolbar', attributes: { role: 'group', 'aria-label': 'Distances' } },
    labelled('Distance', norm),
    labelled('Decision boundary', search),
  );
}
