import type { PartView, TableView } from '../../src/report/reportView.ts';
import type { Chart } from '../charts/chart.ts';
import { element } from '../dom.ts';
import { chartBlock } from './chartBlock.ts';
import { exportableTable } from './exportableTable.ts';
import { figuresList } from './figuresList.ts';
import { fold } from './fold.ts';
import { tableSource } from './tableSource.ts';
import type { PageTools } from './pageTools.ts';
import { unitLookup } from './unitLookup.ts';

/** One part of the report as a section, and its charts, not drawn yet. */
export interface DrawnPart {
  readonly node: HTMLElement;
  readonly charts: readonly Chart[];
}

/** What stands in the section: the sentence, headline numbers, charts with their tables, free tables, look-up, method. */
export function partView(part: PartView, tools: PageTools): DrawnPart {
  const { store } = tools;
  const charts = part.charts.map((chart) => chartBlock(chart, part, tools));
  const behindCharts = new Set(part.charts.map(({ tableId }) => tableId));
  const free = part.tables.filter(({ id }) => !behindCharts.has(id));
  const node = element(
    'section',
    { id: part.part, attributes: { 'aria-label': part.title, tabindex: '-1' } },
    element('h2', { text: part.title }),
    element('p', { class: 'sentence', text: part.sentence }),
    figuresList(part.figures),
    element('div', { class: 'charts' }, ...charts.map((chart) => chart.node)),
    ...free.map((table) => freeTable(table, tools)),
    ...(part.unitTables.length > 0 ? [unitLookup(part, tools)] : []),
    fold(`${part.part}-method`, 'How this is computed', store, () => explanation(part)),
  );
  return { node, charts: charts.map(({ chart }) => chart) };
}

/** A table that no chart shows: at once when it is worth a look, else folded under its caption. */
function freeTable(table: TableView, { store, save }: PageTools): HTMLElement {
  const draw = (): HTMLElement => exportableTable(tableSource(table), store, save);
  return table.prominent ? draw() : fold(`table-${table.id}`, table.caption, store, draw);
}

function explanation({ explanation: { paragraphs, papers } }: PartView): HTMLElement {
  const cited = papers.map(({ citation, url }) =>
    element('li', {}, element('a', { text: citation, attributes: { href: url } })),
  );
  return element(
    'div',
    { class: 'explanation' },
    ...paragraphs.map((text) => element('p', { text })),
    element('ul', {}, ...cited),
  );
}
