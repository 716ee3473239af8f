import { element } from '../dom.ts';

/** A column of a {@link smallTable}. */
export interface SmallColumn {
  readonly label: string;
  readonly numeric: boolean;
}

/** A table of a few rows as it stands; the first cell of a row is its head. */
export function smallTable(
  caption: string,
  columns: readonly SmallColumn[],
  rows: readonly (readonly (string | Node)[])[],
): HTMLElement {
  const kind = (column: number): string => (columns[column]!.numeric ? 'number' : '');
  const head = columns.map(({ label }, i) =>
    element('th', { text: label, class: kind(i), attributes: { scope: 'col' } }),
  );
  const body = rows.map((cells) => {
    const nodes = cells.map((cell, i) => {
      const node =
        i === 0
          ? element('th', { class: kind(i), attributes: { scope: 'row' } })
          : element('td', { class: kind(i) });
      node.append(cell);
      return node;
    });
    return element('tr', {}, ...nodes);
  });
  return element(
    'div',
    {
      class: 'table-scroll',
      // It scrolls where the page is narrow: the keyboard must reach it.
      attributes: { tabindex: '0', role: 'group', 'aria-label': caption },
    },
    element(
      'table',
      {},
      element('caption', { text: caption }),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  );
}
