import { button, checkbox, dropdown } from '../../controls.ts';
import { element } from '../../dom.ts';
import { labelled } from '../labelled.ts';
import { budgets, colourings, margins, type SliceChoice } from './sliceChoice.ts';

export interface SliceToolbarEvents {
  onChoice(change: Partial<SliceChoice>): void;
  onZoom(factor: number): void;
  onReset(): void;
  onMargin(margin: number): void;
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
  const room = dropdown(
    'Room around the samples',
    margins.map(([, label]) => label),
    margins.findIndex(([margin]) => margin === choice.margin),
    (position) => events.onMargin(margins[position]![0]),
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
    ...(choice.set === null ? [] : [labelled('Room around the samples', room)]),
    element(
      'div',
      { class: 'actions' },
      save('Save SVG', 'svg'),
      save('Save PNG', 'png'),
      save('Save JSON', 'json'),
    ),
  );
}
