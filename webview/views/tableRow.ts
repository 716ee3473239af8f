import { element } from '../dom.ts';
import { pictureRow } from './pictureRow.ts';
import type { TableSource } from './tableSource.ts';

/** What a row of a table carries besides its cells. */
export interface RowOptions {
  /** Place in the current order, 0-based: what screen readers count, since only a part of the rows is in the document. */
  readonly place: number;
  readonly marked: boolean;
  /** Whether the Tab key stops here: at one row of a table, from which other keys lead to the rest. */
  readonly isTabStop?: boolean;
  /** Makes the first cell a button. */
  readonly choose?: ((row: number) => void) | undefined;
}

/** One row of a table, with values in `data-` attributes for whoever reads the page by program. */
export function tableRow(source: TableSource, row: number, options: RowOptions): HTMLElement {
  const { place, marked } = options;
  const cells = source.columns.map((_, column) =>
    cell(source, row, column, column === 0 ? options : {}),
  );
  // The head is row 1.
  const attributes = { 'aria-rowindex': String(place + 2) };
  return element('tr', { class: marked ? 'marked' : '', attributes }, ...cells);
}

function cell(
  source: TableSource,
  row: number,
  column: number,
  { choose, isTabStop = false }: Pick<RowOptions, 'choose' | 'isTabStop'>,
): HTMLElement {
  const { label, numeric } = source.columns[column]!;
  const attributes = {
    'data-column': label,
    'data-value': String(source.value(row, column) ?? ''),
  };
  const text = source.text(row, column);
  const pictures = source.pictures?.(row, column) ?? [];
  if (pictures.length > 0) {
    const caption = element('div', { class: 'small muted', text });
    return element('td', { class: 'pictures', attributes }, pictureRow(pictures), caption);
  }
  const numberClass = numeric ? 'number' : text.length > 40 ? 'long' : '';
  if (!choose) return element('td', { class: numberClass, text, attributes });
  const button = element('button', { class: 'choose', text, attributes: { type: 'button' } });
  button.tabIndex = isTabStop ? 0 : -1;
  button.addEventListener('click', () => choose(row));
  return element('td', { class: numberClass, attributes }, button);
}
