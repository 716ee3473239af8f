import type { SampleSetName } from '../../../src/protocol/explorer.ts';
import { button, checkbox, dropdown } from '../../controls.ts';
import { element } from '../../dom.ts';
import { budgets, colourings, type SliceChoice } from './sliceChoice.ts';

export interface SliceToolbarEvents {
  onChoice(change: Partial<SliceChoice>): void;
  onZoom(factor: number): void;
  onReset(): void;
  onRefine(): void;
  onSave(format: 'svg' | 'png' | 'json'): void;
}

/** What can be chosen and done, in one row that wraps. */
export function sliceToolbar(choice: SliceChoice, events: SliceToolbarEvents): HTMLElement {
  const toggle = (label: string, key: 'edges' | 'boundary' | 'others' | 'automatic') =>
    checkbox(label, choice[key], (checked) => events.onChoice({ [key]: checked }));
  const save = (label: string, format: 'svg' | 'png' | 'json') =>
    button(label, () => events.onSave(format), true);
  const colour = dropdown(
    'Colour by',
    colourings.map(([, label]) => label),
    colourings.findIndex(([colouring]) => colouring === choice.colouring),
    (position) => events.onChoice({ colouring: colourings[position]![0] }),
  );
  const time = dropdown(
    'Time to refine',
    budgets.map((seconds) => `At most ${String(seconds)} s`),
    Math.max(0, budgets.indexOf(choice.seconds)),
    (position) => events.onChoice({ seconds: budgets[position]! }),
  );
  return element(
    'div',
    { class: 'toolbar', attributes: { role: 'group', 'aria-label': 'Drawing' } },
    labelled('Colour by', colour),
    toggle('Edges by layer', 'edges'),
    toggle('Decision boundary', 'boundary'),
    toggle('Other samples', 'others'),
    element(
      'div',
      { class: 'actions' },
      button('Zoom in', () => events.onZoom(1 / 1.5), true),
      button('Zoom out', () => events.onZoom(1.5), true),
      button('Show all', () => events.onReset(), true),
      button('Refine this view', () => events.onRefine()),
    ),
    toggle('Refine by itself', 'automatic'),
    labelled('Time', time),
    element(
      'div',
      { class: 'actions' },
      save('Save SVG', 'svg'),
      save('Save PNG', 'png'),
      save('Save JSON', 'json'),
    ),
  );
}

/** Which samples the anchors come from; nothing to choose with one set. */
export function setChooser(
  sets: readonly SampleSetName[],
  chosen: SampleSetName | null,
  onChange: (set: SampleSetName) => void,
): HTMLElement[] {
  if (sets.length < 2) return [];
  const names = sets.map((set) => (set === 'test' ? 'Test samples' : 'Training samples'));
  const position = Math.max(0, sets.indexOf(chosen ?? 'test'));
  return [
    labelled(
      'Samples',
      dropdown('Samples', names, position, (i) => onChange(sets[i]!)),
    ),
  ];
}

/** A control with its name before it. */
export function labelled(text: string, control: HTMLElement): HTMLElement {
  return element(
    'span',
    { class: 'labelled' },
    element('span', { class: 'small muted', text, attributes: { 'aria-hidden': 'true' } }),
    control,
  );
}
