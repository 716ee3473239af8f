import { formatCount, formatNumber, formatShare } from '../../../src/report/format.ts';
import type { ComplexityReply } from '../../../src/protocol/neighbourhood.ts';
import { element } from '../../dom.ts';
import { smallTable } from '../smallTable.ts';

/** Units that switch around the sample, by radius and layer, with a bar for all layers together. */
export function complexityView(found: ComplexityReply): HTMLElement[] {
  const { layers, radii, nearestDistance, directions } = found;
  const totals = radii.map(({ crossings }) => crossings.reduce((sum, units) => sum + units, 0));
  const most = Math.max(1, ...totals);
  const columns = [
    { label: 'Radius', numeric: true },
    ...(nearestDistance > 0 ? [{ label: 'Of the nearest distance', numeric: true }] : []),
    ...layers.map((label) => ({ label, numeric: true })),
    { label: 'All layers', numeric: true },
    { label: 'In proportion', numeric: false },
  ];
  const rows = radii.map(({ radius, crossings }, i) => [
    formatNumber(radius),
    ...(nearestDistance > 0 ? [formatShare(radius / nearestDistance)] : []),
    ...crossings.map(formatCount),
    formatCount(totals[i]!),
    bar(totals[i]! / most),
  ]);
  return [
    smallTable('Units that switch, by radius', columns, rows),
    element('p', {
      class: 'muted small',
      text: `Between the ends of ${formatCount(directions)} orthogonal directions through the sample: complete at the first layer, a lower bound at later ones.`,
    }),
  ];
}

function bar(share: number): HTMLElement {
  const node = element('div', { class: 'share-bar', attributes: { 'aria-hidden': 'true' } });
  node.style.width = `${String(Math.round(120 * share))}px`;
  return node;
}
