import { element } from '../dom.ts';
import type { TableState } from '../viewState.ts';
import type { TableColumn } from './tableSource.ts';

/** The row of column heads, each a button that sorts. `sortBy` gets the order that a click asks for. */
export function tableHead(
  columns: readonly TableColumn[],
  state: TableState,
  sortBy: (order: Pick<TableState, 'column' | 'descending'>) => void,
): HTMLElement {
  const heads = columns.map((column) => head(column, state, sortBy));
  return element('thead', {}, element('tr', {}, ...heads));
}

function head(
  column: TableColumn,
  state: TableState,
  sortBy: Parameters<typeof tableHead>[2],
): HTMLElement {
  const { label, numeric, help } = column;
  const sorted = state.column === label;
  const sort = element('button', {
    class: 'sort',
    text: label,
    attributes: { type: 'button' },
    ...(help === undefined ? {} : { title: help }),
  });
  // Numbers start with the largest, names with A; a second click turns the order round.
  const descending = sorted ? !state.descending : numeric;
  sort.addEventListener('click', () => sortBy({ column: label, descending }));
  const order = state.descending ? 'descending' : 'ascending';
  const attributes = { scope: 'col', 'aria-sort': sorted ? order : 'none' };
  return element('th', { class: numeric ? 'number' : '', attributes }, sort);
}
