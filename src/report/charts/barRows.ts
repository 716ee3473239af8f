import { rowsHeight } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { rowLabels } from './labels.ts';
import { lineProfile, namedRows } from './profiles.ts';
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
  const valuesOf = ({ label }: Series, measure: 'bar' | 'dot') =>
    rows.map(({ name, [measure]: value }, i) => {
      return { row: labels[i], place: i + 1, name, series: label, value, text: format(value) };
    });
  const bars = valuesOf(bar, 'bar');
  const dots = valuesOf(dot, 'dot');
  const x = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: [0, most], nice: false },
    axis: { title: axisTitle },
  };
  if (rows.length > namedRows) return lineProfile([...bars, ...dots], [bar, dot], x);
  const encoding = {
    y: rowAxis,
    x,
    tooltip: [told('name', 'Name'), told('series', 'Measure'), told('text', 'Value')],
  };
  return {
    legend: [bar, dot],
    spec: {
      width: 'container',
      height: rowsHeight(rows.length),
      layer: [
        {
          data: { values: bars },
          // Slimmer than the dot, whose shape stands out where it lies on the bar's end.
          mark: { type: 'bar', height: 5, cornerRadius: 1, color: bar.colour },
          encoding,
        },
        {
          data: { values: dots },
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
