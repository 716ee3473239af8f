import { formatNumber } from '../../src/report/format.ts';
import type { PartView, UnitTableView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { pictureCanvas } from '../pictures/pictureCanvas.ts';
import { rateMap } from './rateMap.ts';
import { unitTableSource } from './tableSource.ts';

/** Side of the picture of the weights, pixels. */
const weightsSide = 112;

/** One unit by itself: its values, its weights as an image, and the samples that activate it most. */
export function unitCard(
  table: UnitTableView,
  unit: number,
  samples: PartView['unitSamples'],
): HTMLElement {
  return element(
    'div',
    { class: 'unit-card', attributes: { 'data-unit': String(unit), role: 'group' } },
    element('h4', { text: `Unit ${unit} of ${table.layer}` }),
    values(table, unit),
    element(
      'div',
      { class: 'unit-pictures' },
      ...weights(table, unit),
      ...rateMap(table, unit),
      ...top(table, unit, samples),
    ),
  );
}

function values(table: UnitTableView, unit: number): HTMLElement {
  const source = unitTableSource(table);
  const items = table.columns.map(({ label, help }, i) =>
    element(
      'div',
      { class: 'figure', title: help },
      element('dt', { text: label }),
      element('dd', { text: source.text(unit, i + 1) }),
    ),
  );
  return element('dl', { class: 'figures' }, ...items);
}

function weights({ weights: pictures = [], layer }: UnitTableView, unit: number): HTMLElement[] {
  const picture = pictures[unit];
  if (!picture) return [];
  const description = `Weights of unit ${unit} of ${layer}`;
  const key =
    picture.channels === 1
      ? 'Weights: orange above 0, blue below'
      : 'Weights: grey = 0, brighter above';
  return [
    element(
      'figure',
      {},
      pictureCanvas({ picture, description, palette: 'diverging' }, weightsSide),
      element('figcaption', { class: 'muted small', text: key }),
    ),
  ];
}

function top(
  { top: named }: UnitTableView,
  unit: number,
  samples: PartView['unitSamples'],
): HTMLElement[] {
  if (!named || !samples || named.perUnit === 0) return [];
  const pictures = new Map(samples.pictures.map(({ sample, picture }) => [sample, picture]));
  const entries = Array.from({ length: named.perUnit }, (_, i) => {
    const at = unit * named.perUnit + i;
    const sample = named.samples[at]!;
    const picture = pictures.get(sample);
    const description = `${samples.noun} ${sample}`;
    const caption = `${sample}: z = ${formatNumber(named.activations[at]!)}`;
    return element(
      'li',
      {},
      ...(picture ? [pictureCanvas({ picture, description })] : []),
      element('span', { class: 'small', text: caption }),
    );
  });
  const label = `Most activating ${samples.noun}s`;
  return [
    element(
      'div',
      {},
      element('p', { class: 'muted small', text: label }),
      element('ol', { class: 'top-samples', attributes: { 'aria-label': label } }, ...entries),
    ),
  ];
}
