import { formatCount } from '../../src/report/format.ts';
import { button } from '../controls.ts';
import { element } from '../dom.ts';
import type { TableState, ViewStateStore } from '../viewState.ts';
import { pictureRow } from './pictureRow.ts';
import { sortedRows, type TableColumn, type TableSource } from './tableSource.ts';

/** Rows on one page of a table. */
const pageSize = 10;

/** A sortable table that shows a page of rows at a time; order and page are kept in the view state. */
export class DataTable {
  readonly node = element('div', { class: 'table-box' });
  readonly #source: TableSource;
  readonly #store: ViewStateStore;

  constructor(source: TableSource, store: ViewStateStore) {
    this.#source = source;
    this.#store = store;
    this.#draw();
  }

  /** Shows the page that holds a row and marks it; false when there is no such row. */
  reveal(row: number): boolean {
    if (!Number.isInteger(row) || row < 0 || row >= this.#source.rowCount) return false;
    const page = Math.floor(this.#order().indexOf(row) / pageSize);
    this.#change({ ...this.#state(), page }, row);
    return true;
  }

  #state(): TableState {
    return this.#store.table(this.#source.id);
  }

  #change(state: TableState, marked: number | null = null): void {
    this.#store.updateTable(this.#source.id, state);
    this.#draw(marked);
  }

  #sortColumn(): number {
    return this.#source.columns.findIndex(({ label }) => label === this.#state().column);
  }

  #order(): readonly number[] {
    const column = this.#sortColumn();
    return column < 0
      ? Array.from({ length: this.#source.rowCount }, (_, row) => row)
      : sortedRows(this.#source, column, this.#state().descending);
  }

  #draw(marked: number | null = null): void {
    const pages = Math.max(1, Math.ceil(this.#source.rowCount / pageSize));
    const page = Math.min(this.#state().page, pages - 1);
    const shown = this.#order().slice(page * pageSize, (page + 1) * pageSize);
    const table = element(
      'table',
      { attributes: { 'data-table': this.#source.id } },
      element('caption', { text: this.#source.caption }),
      element(
        'thead',
        {},
        element('tr', {}, ...this.#source.columns.map((c, i) => this.#head(c, i))),
      ),
      element('tbody', {}, ...shown.map((row) => this.#row(row, row === marked))),
    );
    const scroller = element('div', { class: 'table-scroll' }, table);
    this.node.replaceChildren(scroller, ...(pages > 1 ? [this.#pager(page, pages)] : []));
  }

  #head(column: TableColumn, position: number): HTMLElement {
    const sorted = position === this.#sortColumn();
    const order = this.#state().descending ? 'descending' : 'ascending';
    const sort = element('button', {
      class: 'sort',
      text: column.label,
      attributes: { type: 'button' },
      ...(column.help === undefined ? {} : { title: column.help }),
    });
    sort.addEventListener('click', () => this.#sortBy(column, sorted));
    return element(
      'th',
      {
        class: column.numeric ? 'number' : '',
        attributes: { scope: 'col', 'aria-sort': sorted ? order : 'none' },
      },
      sort,
    );
  }

  /** Numbers start with the largest, names with A; a second click turns the order round. */
  #sortBy({ label, numeric }: TableColumn, sorted: boolean): void {
    const descending = sorted ? !this.#state().descending : numeric;
    this.#change({ column: label, descending, page: 0 });
    this.#focusHead(label);
  }

  #focusHead(label: string): void {
    const heads = [...this.node.querySelectorAll<HTMLButtonElement>('button.sort')];
    heads.find(({ textContent }) => textContent === label)?.focus();
  }

  #row(row: number, marked: boolean): HTMLElement {
    const cells = this.#source.columns.map((_, column) => this.#cell(row, column));
    return element('tr', { class: marked ? 'marked' : '' }, ...cells);
  }

  #cell(row: number, column: number): HTMLElement {
    const { label, numeric } = this.#source.columns[column]!;
    const attributes = {
      'data-column': label,
      'data-value': String(this.#source.value(row, column) ?? ''),
    };
    const text = this.#source.text(row, column);
    const pictures = this.#source.pictures?.(row, column) ?? [];
    if (pictures.length === 0) {
      return element('td', { class: numeric ? 'number' : '', text, attributes });
    }
    const caption = element('div', { class: 'small muted', text });
    return element('td', { class: 'pictures', attributes }, pictureRow(pictures), caption);
  }

  #pager(page: number, pages: number): HTMLElement {
    const first = page * pageSize + 1;
    const last = Math.min(this.#source.rowCount, first + pageSize - 1);
    const text = `${formatCount(first)} to ${formatCount(last)} of ${formatCount(this.#source.rowCount)}`;
    const turn = (label: string, to: number): HTMLElement => {
      const control = button(label, () => this.#change({ ...this.#state(), page: to }), true);
      control.toggleAttribute('disabled', to < 0 || to >= pages);
      return control;
    };
    return element(
      'div',
      { class: 'pager' },
      turn('Previous', page - 1),
      element('span', { text, attributes: { 'aria-live': 'polite' } }),
      turn('Next', page + 1),
    );
  }
}
