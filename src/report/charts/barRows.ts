import type { TopLevelSpec } from 'vega-lite';
import { rowHeight, slots } from './chartTheme.ts';
import { rowLabels } from './labels.ts';
import { rowAxis, told } from './rowAxis.ts';

export interface BarRow {
  readonly name: string;
  readonly bar: number;
  /** Second measure, drawn as a dot on the bar. */
  readonly dot: number;
}

export interface BarOptions {
  readonly axisTitle: string;
  readonly barLabel: string;
  readonly dotLabel: string;
  /** Right end of the axis and its meaning: the most that bar and dot can reach. */
  readonly most: number;
  readonly format: (value: number) => string;
}

/** A bar and a dot a row against a common ceiling: one measure and the cumulative one beside it. */
export function barRows(rows: readonly BarRow[], options: BarOptions): TopLevelSpec {
  const labels = rowLabels(rows.map(({ name }) => name));
  const data = (kind: string, pick: (row: BarRow) => number) =>
    rows.map((row, i) => ({
      row: labels[i],
      name: row.name,
      kind,
      value: pick(row),
      text: options.format(pick(row)),
    }));
  const scale = { domain: [0, options.most], nice: false };
  const encoding = {
    y: rowAxis,
    x: {
      field: 'value',
      type: 'quantitative' as const,
      scale,
      axis: { title: options.axisTitle },
    },
    color: {
      field: 'kind',
      type: 'nominal' as const,
      scale: {
        domain: [options.barLabel, options.dotLabel],
        range: [slots.series1, slots.series2],
      },
    },
    tooltip: [told('name', 'Name'), told('kind', 'Measure'), told('text', 'Value')],
  };
  return {
    width: 'container',
    height: rows.length * rowHeight,
    layer: [
      {
        data: { values: data(options.barLabel, ({ bar }) => bar) },
        mark: { type: 'bar', height: 10, cornerRadius: 1, opacity: 0.75 },
        encoding,
      },
      {
        data: { values: data(options.dotLabel, ({ dot }) => dot) },
        mark: { type: 'point', filled: true, size: 75, opacity: 1 },
        encoding,
      },
    ],
  };
}
