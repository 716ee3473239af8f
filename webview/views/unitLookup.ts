import type { UnitTableView } from '../../src/report/reportView.ts';
import { dropdown, textField } from '../controls.ts';
import { element } from '../dom.ts';
import type { ViewStateStore } from '../viewState.ts';
import { DataTable } from './dataTable.ts';
import { unitTableSource } from './tableSource.ts';

/** Choose a layer, see its units a page at a time, type a number to find one. */
export function unitLookup(tables: readonly UnitTableView[], store: ViewStateStore): HTMLElement {
  const place = element('div');
  const said = element('p', { class: 'muted small', attributes: { 'aria-live': 'polite' } });
  let position = Math.min(store.current.lookupLayer, tables.length - 1);
  let table = new DataTable(unitTableSource(tables[position]!), store);
  place.append(table.node);

  const choose = (next: number): void => {
    position = next;
    store.update({ lookupLayer: next });
    table = new DataTable(unitTableSource(tables[next]!), store);
    place.replaceChildren(table.node);
    said.textContent = '';
  };
  const find = (text: string): void => {
    const found = text.trim() === '' || table.reveal(Number(text));
    said.textContent = found ? '' : `This layer has units 0 to ${tables[position]!.units - 1}.`;
  };
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
    place,
  );
}
