import type { PartView } from '../../src/report/reportView.ts';
import { dropdown, textField } from '../controls.ts';
import { element } from '../dom.ts';
import { DataTable } from './dataTable.ts';
import { tableTools } from './exportableTable.ts';
import type { PageTools } from './pageTools.ts';
import { unitTableSource } from './tableSource.ts';
import { unitCard } from './unitCard.ts';

/** Choose a layer, see its units, type a number or choose one in the table to see that unit by itself. */
export function unitLookup(part: PartView, { store, save }: PageTools): HTMLElement {
  const tables = part.unitTables;
  const place = element('div');
  const card = element('div', { attributes: { 'aria-live': 'polite' } });
  const said = element('p', { class: 'muted small', attributes: { 'aria-live': 'polite' } });
  let position = Math.min(store.current.lookupLayer, tables.length - 1);
  let table: DataTable;

  const showUnit = (unit: number | null): void => {
    store.update({ lookupUnit: unit });
    const shown = tables[position]!;
    const known = unit !== null && unit < shown.units;
    card.replaceChildren(...(known ? [unitCard(shown, unit, part.unitSamples)] : []));
  };
  const showLayer = (): void => {
    const source = unitTableSource(tables[position]!);
    table = new DataTable(source, store, { choose: showUnit });
    place.replaceChildren(table.node, tableTools(source, save));
    said.textContent = '';
  };
  const choose = (next: number): void => {
    position = next;
    store.update({ lookupLayer: next });
    showLayer();
    showUnit(null);
  };
  const find = (text: string): void => {
    const unit = Number(text);
    const found = text.trim() !== '' && table.reveal(unit);
    said.textContent =
      found || text.trim() === ''
        ? ''
        : `This layer has units 0 to ${tables[position]!.units - 1}.`;
    showUnit(found ? unit : null);
  };
  showLayer();
  showUnit(store.current.lookupUnit);
  const names = tables.map(({ layer, units }) => `${layer} (${units})`);
  return element(
    'div',
    { class: 'lookup' },
    element('h3', { text: 'Look up a unit' }),
    element(
      'div',
      { class: 'lookup-controls' },
      dropdown('Layer', names, position, choose),
      textField('Unit number', 'Unit number', find),
    ),
    said,
    card,
    place,
  );
}
