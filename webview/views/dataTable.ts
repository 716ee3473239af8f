import { element } from '../dom.ts';
import type { TableState, ViewStateStore } from '../viewState.ts';
import { placeAfterKey } from './rowKeys.ts';
import { type RowWindow, rowWindow } from './rowWindow.ts';
import { tableHead } from './tableHead.ts';
import { tableRow } from './tableRow.ts';
import { sortedRows, type TableSource } from './tableSource.ts';

/** Tables of more rows scroll in a box of their own. */
const shownWhole = 12;
/** Tables of more rows have only those in the document that are visible; then all rows must be equally high. */
const drawnWhole = 200;

/** Marks a row that the reader was led to; it stays with the row when rows are drawn anew. */
export const revealedClass = 'revealed';

const tables = new WeakMap<Element, DataTable>();

/**
 * Brings the row of a drawn table whose cell in `column` holds `value` into view, wherever it is in the table's order; false when
 * `box` holds no table or the table no such row. A table that is not laid out yet goes there once it is.
 */
export function bringRow(box: Element, column: string, value: string): boolean {
  return tables.get(box)?.bring(column, value) ?? false;
}

export interface DataTableOptions {
  /** Called when a row is chosen by the button in its first cell. */
  readonly choose?: (row: number) => void;
}

/**
 * A sortable table of any number of rows: a long one scrolls in its box, of a very long one only the visible rows are in the
 * document. The order and the first visible row are kept in the view state. Rows that can be chosen are one stop of the Tab key;
 * arrows, Page Up, Page Down, Home and End go from row to row.
 */
export class DataTable {
  readonly node: HTMLElement;
  readonly #source: TableSource;
  readonly #store: ViewStateStore;
  readonly #options: DataTableOptions;
  readonly #scroller: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #above = element('tbody', { class: 'spacer', attributes: { 'aria-hidden': 'true' } });
  readonly #body = element('tbody');
  readonly #below = element('tbody', { class: 'spacer', attributes: { 'aria-hidden': 'true' } });
  #order: readonly number[] = [];
  #window: RowWindow = { first: 0, end: 0 };
  #rowHeight = 0;
  #marked: number | null = null;
  /** Place of the row that the keyboard is at. */
  #cursor = 0;

  constructor(source: TableSource, store: ViewStateStore, options: DataTableOptions = {}) {
    this.#source = source;
    this.#store = store;
    this.#options = options;
    this.#table = element('table', {
      attributes: { 'data-table': source.id, 'aria-rowcount': String(source.rowCount + 1) },
    });
    this.#scroller = element('div', { class: 'table-scroll' }, this.#table);
    this.node = element('div', { class: 'table-box' }, this.#scroller);
    tables.set(this.node, this);
    if (options.choose) {
      this.#body.addEventListener('keydown', (event) => this.#onKey(event));
      this.#body.addEventListener('focusin', (event) => this.#onFocus(event));
    }
    this.#sort();
    if (source.rowCount > shownWhole) this.#scrollByItself();
  }

  /** Scrolls to a row and marks it; false when there is no such row. */
  reveal(row: number): boolean {
    if (!Number.isInteger(row) || row < 0 || row >= this.#source.rowCount) return false;
    this.#marked = row;
    this.#cursor = this.#order.indexOf(row);
    this.#drawRows();
    this.#scrollTo(this.#before(row));
    return true;
  }

  /** Scrolls to the first row whose cell in `column` holds `value`; false when there is none. */
  bring(column: string, value: string): boolean {
    const { columns, rowCount, value: valueOf } = this.#source;
    const position = columns.findIndex(({ label }) => label === column);
    if (position < 0) return false;
    for (let row = 0; row < rowCount; row++) {
      if (String(valueOf(row, position)) !== value) continue;
      const place = this.#before(row);
      this.#store.updateTable(this.#source.id, { ...this.#state, row: place });
      this.#scrollTo(place);
      this.#drawRows();
      return true;
    }
    return false;
  }

  /** The place of the row that is first in view when `row` is shown with a little of what is before it. */
  #before(row: number): number {
    return Math.max(0, this.#order.indexOf(row) - 2);
  }

  get #state(): TableState {
    return this.#store.table(this.#source.id);
  }

  /** Only what scrolls can be reached by keyboard, and only once there is a height is it known which rows to draw. */
  #scrollByItself(): void {
    this.#scroller.classList.add('tall');
    this.#scroller.tabIndex = 0;
    this.#scroller.setAttribute('role', 'region');
    this.#scroller.setAttribute('aria-label', `${this.#source.caption}, scrollable`);
    this.#scroller.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    new ResizeObserver(() => this.#onResize()).observe(this.#scroller);
  }

  #onScroll(): void {
    if (this.#rowHeight === 0) return;
    const row = Math.floor(this.#scroller.scrollTop / this.#rowHeight);
    if (row !== this.#state.row) this.#store.updateTable(this.#source.id, { ...this.#state, row });
    const { first, end } = this.#wanted();
    if (first !== this.#window.first || end !== this.#window.end) this.#drawRows();
  }

  #onResize(): void {
    const known = this.#rowHeight > 0;
    this.#rowHeight = this.#body.rows[0]?.offsetHeight ?? 0;
    this.#drawRows();
    if (!known && this.#rowHeight > 0) this.#scrollTo(this.#state.row);
  }

  #scrollTo(place: number): void {
    this.#scroller.scrollTop = place * this.#rowHeight;
  }

  #onFocus({ target }: FocusEvent): void {
    const row = target instanceof Element ? target.closest('tr') : null;
    const drawn = row ? [...this.#body.rows].indexOf(row) : -1;
    if (drawn >= 0) this.#cursor = this.#window.first + drawn;
  }

  /** Place of the row where the Tab key stops: the one that keys were at last, or else the first that is in view. */
  #tabStop(): number {
    const { first, end } = this.#window;
    if (this.#cursor >= first && this.#cursor < end) return this.#cursor;
    const { scrollTop } = this.#scroller;
    return Math.max(first, Math.min(Math.ceil(scrollTop / (this.#rowHeight || 1)), end - 1));
  }

  #onKey(event: KeyboardEvent): void {
    const { rowCount } = this.#source;
    const visible = Math.floor(this.#roomForRows() / (this.#rowHeight || Infinity));
    const place = placeAfterKey(event.key, { place: this.#cursor, rowCount, visible });
    if (place === undefined) return;
    event.preventDefault();
    this.#cursor = place;
    this.#scrollAsNeeded(place);
    this.#drawRows();
    // The box is as high as its rows only once they are drawn.
    this.#scrollAsNeeded(place);
    this.#body.querySelector<HTMLElement>('button.choose[tabindex="0"]')?.focus();
  }

  /** Scrolls by no more than it takes to see a row. */
  #scrollAsNeeded(place: number): void {
    // The head stays at the top of the box, its caption goes.
    const top = (this.#table.caption?.offsetHeight ?? 0) + place * this.#rowHeight;
    const least = top + this.#rowHeight - this.#roomForRows();
    this.#scroller.scrollTop = Math.max(least, Math.min(this.#scroller.scrollTop, top));
  }

  /** Pixels of the box below the head, which stays at its top. */
  #roomForRows(): number {
    return this.#scroller.clientHeight - (this.#table.tHead?.offsetHeight ?? 0);
  }

  /** Makes head and body anew, in the order of the view state. */
  #sort(): void {
    const { columns, rowCount, caption } = this.#source;
    const { column, descending } = this.#state;
    const position = columns.findIndex(({ label }) => label === column);
    this.#order =
      position < 0
        ? Array.from({ length: rowCount }, (_, row) => row)
        : sortedRows(this.#source, position, descending);
    this.#table.replaceChildren(
      element('caption', { text: caption }),
      tableHead(columns, this.#state, (order) => this.#sortBy(order)),
      this.#above,
      this.#body,
      this.#below,
    );
    this.#drawRows();
  }

  #sortBy(order: Pick<TableState, 'column' | 'descending'>): void {
    this.#store.updateTable(this.#source.id, { ...order, row: 0 });
    this.#cursor = 0;
    this.#sort();
    this.#scroller.scrollTop = 0;
    const heads = [...this.#table.querySelectorAll<HTMLButtonElement>('button.sort')];
    heads.find(({ textContent }) => textContent === order.column)?.focus();
  }

  #wanted(): RowWindow {
    const { rowCount } = this.#source;
    if (rowCount <= drawnWhole) return { first: 0, end: rowCount };
    const { scrollTop, clientHeight } = this.#scroller;
    return rowWindow(scrollTop, clientHeight, this.#rowHeight, rowCount);
  }

  #drawRows(): void {
    const revealed = this.#revealedPlace();
    const { first, end } = (this.#window = this.#wanted());
    const hadFocus = this.#body.contains(document.activeElement);
    const stop = this.#tabStop();
    const { choose } = this.#options;
    const rows = this.#order.slice(first, end).map((row, i) => {
      const place = first + i;
      const marked = row === this.#marked;
      return tableRow(this.#source, row, { place, marked, isTabStop: place === stop, choose });
    });
    this.#body.replaceChildren(...rows);
    rows[revealed - first]?.classList.add(revealedClass);
    if (hadFocus) this.#keepFocus(stop);
    setHeight(this.#above, first * this.#rowHeight);
    setHeight(this.#below, (this.#order.length - end) * this.#rowHeight);
    this.#keepWidths();
  }

  /** Place of the drawn row that is marked; −1 for none. */
  #revealedPlace(): number {
    const rows = [...this.#body.rows];
    const drawn = rows.findIndex(({ classList }) => classList.contains(revealedClass));
    return drawn < 0 ? -1 : this.#window.first + drawn;
  }

  /** Drawing anew takes the focus away: it goes back to its row, or to the box where that row is out of sight. */
  #keepFocus(stop: number): void {
    const row = this.#body.rows[this.#cursor === stop ? stop - this.#window.first : -1];
    const target = row?.querySelector<HTMLElement>('button.choose') ?? this.#scroller;
    target.focus({ preventScroll: true });
  }

  /** Columns only grow: rows that come into view shall not make the table jump. */
  #keepWidths(): void {
    if (this.#source.rowCount <= drawnWhole) return;
    for (const head of this.#table.querySelectorAll<HTMLElement>('th')) {
      if (head.offsetWidth > 0) head.style.minWidth = `${head.offsetWidth}px`;
    }
  }
}

/** One empty row stands for those above or below the drawn ones. */
function setHeight(spacer: HTMLElement, height: number): void {
  const row = element('tr');
  row.style.height = `${height}px`;
  spacer.replaceChildren(...(height > 0 ? [row] : []));
}
