import { formatCount, formatNumber, formatOptional } from '../../../src/report/format.ts';
import type {
  FacetSection,
  Neighbourhood,
  SampleDistances,
} from '../../../src/protocol/neighbourhood.ts';
import { classPhrase } from '../../../src/report/phrases.ts';
import { element } from '../../dom.ts';
import { smallTable } from '../smallTable.ts';

/** How far the sample is from the edge of its region and from the decision boundary, and who draws the edges. */
export function distancesView(found: Neighbourhood): HTMLElement[] {
  const { inRadius, facets } = found;
  const rows: [string, string][] = [
    ...predictionRows(found),
    [
      'Edge of its region',
      inRadius === null ? 'none (exact)' : `${formatNumber(inRadius)} (exact)`,
    ],
    ...boundaryRows(found),
  ];
  return [factList(rows), ...(facets.length > 0 ? [facetTable(facets)] : [])];
}

function predictionRows({ predicted, label, outputs }: Neighbourhood): [string, string][] {
  if (predicted === null) return [];
  return outputs === 'sign'
    ? [['Prediction', classPhrase(predicted, outputs)]]
    : [['Predicted class', classText(predicted, label)]];
}

function boundaryRows({ decision, outputs }: Neighbourhood): [string, string][] {
  if (!decision) return [];
  const { rival, linearised, cells } = decision;
  return [
    ['Decision boundary', boundaryText(decision)],
    ['Behind it', rival === null ? '–' : classPhrase(rival, outputs)],
    ['Linearised, no bound', formatOptional(linearised)],
    ...(cells > 1 ? [['Regions searched', formatCount(cells)] as [string, string]] : []),
  ];
}

function classText(predicted: number, label: number | null): string {
  if (label === null) return String(predicted);
  return label === predicted
    ? `${String(predicted)}, its label`
    : `${String(predicted)}, against its label ${String(label)}`;
}

function boundaryText({ lower, upper, exact }: SampleDistances['decision']): string {
  if (exact) return upper === null ? 'none anywhere (exact)' : `${formatNumber(upper)} (exact)`;
  if (upper === null) return `${formatOptional(lower)} or farther, none found`;
  return `between ${formatOptional(lower)} and ${formatNumber(upper)} (certified)`;
}

/** Names with their values. */
export function factList(rows: readonly (readonly [string, string])[]): HTMLElement {
  const nodes = rows.flatMap(([name, value]) => [
    element('dt', { text: name }),
    element('dd', { text: value }),
  ]);
  return element('dl', { class: 'facts' }, ...nodes);
}

function facetTable(facets: readonly FacetSection[]): HTMLElement {
  const columns = [
    { label: 'Layer', numeric: false },
    { label: 'Unit', numeric: true },
    { label: 'Position', numeric: true },
    { label: 'Distance', numeric: true },
  ];
  const rows = facets.map(({ layer, unit, position, distance }) => [
    layer,
    formatCount(unit),
    formatCount(position),
    formatNumber(distance),
  ]);
  const node = smallTable('Nearest hyperplanes', columns, rows);
  node.classList.add('tall');
  node.tabIndex = 0;
  node.setAttribute('role', 'region');
  node.setAttribute('aria-label', 'Nearest hyperplanes, scrollable');
  return node;
}
