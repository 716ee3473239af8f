import type { ChartView, PartView } from '../../src/report/reportView.ts';
import { Chart } from '../charts/chart.ts';
import { chartPng, chartSvg } from '../charts/chartImage.ts';
import { element } from '../dom.ts';
import type { SaveFile } from '../fileSaver.ts';
import { exactnessBadge } from './exactnessBadge.ts';
import { exportableTable } from './exportableTable.ts';
import { fold } from './fold.ts';
import { legendView } from './legendView.ts';
import type { PageTools } from './pageTools.ts';
import { tableSource } from './tableSource.ts';
import { toolRow } from './toolRow.ts';

/** A chart with its title, its key and the same numbers as a table; the chart is not drawn yet. */
export function chartBlock(
  view: ChartView,
  part: PartView,
  { store, tooltip, save }: PageTools,
): { readonly node: HTMLElement; readonly chart: Chart } {
  const box = element('div', {
    class: 'chart',
    id: view.id,
    attributes: { role: 'img', 'aria-label': `${view.title}. ${view.description}` },
  });
  const chart = new Chart(box, view.vega, tooltip);
  const table = part.tables.find(({ id }) => id === view.tableId);
  const numbers = (shown: NonNullable<typeof table>): HTMLElement =>
    exportableTable(tableSource(shown), store, save);
  const node = element(
    'figure',
    {},
    element(
      'div',
      { class: 'figure-head' },
      element('h3', { text: view.title }, ...exactnessBadge(view.exactness)),
      imageTools(view, chart, save),
    ),
    element('p', { class: 'muted small', text: view.description }),
    ...legendView(view.legend),
    box,
    ...(table ? [fold(`${view.id}-table`, 'Numbers', store, () => numbers(table))] : []),
  );
  return { node, chart };
}

function imageTools(view: ChartView, chart: Chart, save: SaveFile): HTMLElement {
  const { id, title } = view;
  return toolRow([
    {
      label: 'SVG',
      title: `Save “${title}” as SVG`,
      run: async () =>
        save({ name: `${id}.svg`, content: await chartSvg(view, chart), encoding: 'text' }),
    },
    {
      label: 'PNG',
      title: `Save “${title}” as PNG`,
      run: async () =>
        save({ name: `${id}.png`, content: await chartPng(view, chart), encoding: 'base64' }),
    },
  ]);
}
