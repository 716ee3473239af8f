import type { Config } from 'vega-lite';

/** Colour and font slots of a compiled chart; the page replaces them by the editor's theme. */
export const slots = {
  text: 'theme:text',
  muted: 'theme:muted',
  series1: 'theme:series1',
  series2: 'theme:series2',
  series3: 'theme:series3',
  faint: 'theme:faint',
  font: 'theme:font',
} as const;

/** Height of one row of a chart with a layer or a space on each row, pixels. */
export const rowHeight = 24;

/** What all charts share: quiet axes, legend above, text in the page's font. */
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
  axisX: { tickCount: 5, labelOverlap: true, labelFlush: true },
  axisY: { grid: false, domain: false, labelLimit: 170, labelColor: slots.text },
  legend: {
    orient: 'top',
    title: null,
    direction: 'horizontal',
    labelColor: slots.text,
    labelFontSize: 11,
    labelLimit: 260,
    symbolSize: 70,
    symbolStrokeWidth: 2,
    columnPadding: 14,
    padding: 0,
    offset: 8,
  },
};
