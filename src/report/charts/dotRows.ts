import { bySeries } from './bySeries.ts';
import { rowsHeight } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { rowLabels } from './labels.ts';
import { lineProfile, namedRows } from './profiles.ts';
import { rowAxis, told } from './rowAxis.ts';

export interface DotRow {
  readonly name: string;
  /** One value a series; `null` draws no mark. */
  readonly values: readonly (number | null)[];
}

export interface DotOptions {
  readonly axisTitle: string;
  readonly format: (value: number) => string;
  /** Values are shares: ticks in per cent. */
  readonly share?: boolean;
  /** Ends of the axis; by default it runs from 0 to a round number. */
  readonly domain?: readonly [number, number];
}

/** One mark a kind and row along a common axis: how a few measures compare, row by row. Kinds without a value are left out. */
export function dotRows(
  rows: readonly DotRow[],
  kinds: readonly Series[],
  options: DotOptions,
): Drawing {
  const series = kinds.filter((_, s) => rows.some((row) => (row.values[s] ?? null) !== null));
  const labels = rowLabels(rows.map(({ name }) => name));
  const values = rows.flatMap((row, i) =>
    kinds.flatMap(({ label }, s) => {
      const value = row.values[s] ?? null;
      if (value === null) return [];
      const text = options.format(value);
      return { row: labels[i], place: i + 1, name: row.name, series: label, value, text };
    }),
  );
  if (rows.length > namedRows) return lineProfile(values, series, valueAxis(options));
  return {
    legend: series,
    spec: {
      width: 'container',
      height: rowsHeight(rows.length),
      data: { values },
      ...marks(series, options),
    },
  };
}

function valueAxis({ domain, axisTitle, share }: DotOptions) {
  return {
    field: 'value',
    type: 'quantitative' as const,
    scale: domain ? { domain: [...domain], nice: false } : { zero: true },
    axis: { title: axisTitle, ...(share ? { format: '.0%' } : {}) },
  };
}

function marks(series: readonly Series[], options: DotOptions) {
  return {
    mark: { type: 'point' as const, filled: true, size: 75, opacity: 1 },
    encoding: {
      y: rowAxis,
      x: valueAxis(options),
      color: bySeries(series, ({ colour }) => colour),
      shape: bySeries(series, ({ shape }) => shape),
      tooltip: [told('name', 'Name'), told('series', 'Measure'), told('text', 'Value')],
    },
  };
}
