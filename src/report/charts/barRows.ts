import { rowsHeight } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
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
  readonly bar: Series;
  readonly dot: Series;
  /** Right end of the axis: the most that bar and dot can reach. */
  readonly most: number;
  readonly format: (value: number) => string;
}

/** A bar and a dot a row against a common ceiling: one measure and the cumulative one beside it. */
export function barRows(rows: readonly BarRow[], options: BarOptions): Drawing {
  const { bar, dot, most, axisTitle, format } = options;
  const labels = rowLabels(rows.map(({ name }) => name));
  const dataOf = ({ label }: Series, pick: (row: BarRow) => number) => ({
    values: rows.map((row, i) => ({
      row: labels[i],
      name: row.name,
      kind: label,
      value: pick(row),
      text: format(pick(row)),
    })),
  });
  const encoding = {
    y: rowAxis,
    x: {
      field: 'value',
      type: 'quantitative' as const,
      scale: { domain: [0, most], nice: false },
      axis: { title: axisTitle },
    },
    tooltip: [told('name', 'Name'), told('kind', 'Measure'), told('text', 'Value')],
  };
  return {
    legend: [bar, dot],
    spec: {
      width: 'container',
      height: rowsHeight(rows.length),
      layer: [
        {
          data: dataOf(bar, (row) => row.bar),
          mark: { type: 'bar', height: 10, cornerRadius: 1, opacity: 0.75, color: bar.colour },
          encoding,
        },
        {
          data: dataOf(dot, (row) => row.dot),
          mark: {
            type: 'point',
            filled: true,
            size: 75,
            opacity: 1,
            color: dot.colour,
            shape: dot.shape,
          },
          encoding,
        },
      ],
    },
  };
}
