import type { Config } from 'vega-lite';

/** Colour and font slots of a compiled chart; the page replaces them by the editor's theme. */
export const slots = {
  text: 'theme:text',
  muted: 'theme:muted',
  series1: 'theme:series1',
  series2: 'theme:series2',
  series3: 'theme:series3',
  font: 'theme:font',
} as const;

/** Height of a chart with one row a layer (or space), pixels: rows move closer together when there are many. */
export function rowsHeight(rows: number): number {
  return rows * (rows > 12 ? 18 : 24);
}

/** What all charts share: quiet axes, text in the page's font. */
export const chartTheme: Config = {
  font: slots.font,
  view: { stroke: null },
  axis: {
    labelColor: slots.muted,
    titleColor: slots.muted,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    titlePadding: 8,
    domainColor: slots.muted,
    domainOpacity: 0.4,
    gridColor: slots.muted,
    gridOpacity: 0.18,
    ticks: false,
    labelPadding: 6,
  },
  // As many marks as their labels have room for; a title that is longer than the plot reaches below the names of the rows.
  axisX: {
    tickCount: { signal: 'clamp(floor(width / 80), 2, 5)' },
    labelOverlap: true,
    labelSeparation: 4,
    labelFlush: true,
    titleAnchor: 'end',
  },
  axisY: { grid: false, domain: false, labelLimit: 170, labelColor: slots.text },
  // The page draws the legends: Vega's do not wrap where the panel is narrow.
  legend: { disable: true },
};
