import type { TopLevelSpec } from 'vega-lite';
import { rowHeight, slots } from './chartTheme.ts';
import { rowLabels } from './labels.ts';
import { type ChartLayer, rowAxis, told } from './rowAxis.ts';

/** One series of marks. Series differ in shape as well as colour, so that colour is never the only cue. */
export interface DotSeries {
  readonly label: string;
  /** A theme slot. */
  readonly colour: string;
  readonly shape: 'circle' | 'diamond' | 'square' | 'triangle-up';
}

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
  /** A value to mark by a dashed line across all rows. */
  readonly reference?: number;
}

/** One mark a series and row along a common axis: how two or three measures compare, row by row. */
export function dotRows(
  rows: readonly DotRow[],
  series: readonly DotSeries[],
  options: DotOptions,
): TopLevelSpec {
  const labels = rowLabels(rows.map(({ name }) => name));
  const values = rows.flatMap((row, i) =>
    series.flatMap(({ label }, s) => {
      const value = row.values[s] ?? null;
      if (value === null) return [];
      return { row: labels[i], name: row.name, series: label, value, text: options.format(value) };
    }),
  );
  return {
    width: 'container',
    height: rows.length * rowHeight,
    data: { values },
    layer: [marks(series, options), ...referenceLine(options.reference)],
  };
}

function marks(series: readonly DotSeries[], options: DotOptions): ChartLayer {
  const domain = series.map(({ label }) => label);
  const scale = (range: readonly string[]) => ({ domain, range: [...range] });
  return {
    mark: { type: 'point', filled: true, size: 75, opacity: 1 },
    encoding: {
      y: rowAxis,
      x: {
        field: 'value',
        type: 'quantitative',
        scale: options.domain ? { domain: [...options.domain], nice: false } : { zero: true },
        axis: { title: options.axisTitle, ...(options.share ? { format: '.0%' } : {}) },
      },
      color: {
        field: 'series',
        type: 'nominal',
        scale: scale(series.map(({ colour }) => colour)),
      },
      shape: {
        field: 'series',
        type: 'nominal',
        scale: scale(series.map(({ shape }) => shape)),
      },
      tooltip: [told('name', 'Name'), told('series', 'Measure'), told('text', 'Value')],
    },
  };
}

function referenceLine(value: number | undefined): ChartLayer[] {
  if (value === undefined) return [];
  return [
    {
      data: { values: [{ value }] },
      mark: { type: 'rule', strokeDash: [4, 3], color: slots.muted },
      encoding: { x: { field: 'value', type: 'quantitative' } },
    },
  ];
}
