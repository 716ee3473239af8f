import type { Summary } from '../../engine/stats/summary.ts';
import { rowsHeight, slots } from './chartTheme.ts';
import type { Drawing } from './drawing.ts';
import { rowLabels } from './labels.ts';
import { namedRows, quantileProfile } from './profiles.ts';
import { rowAxis, told } from './rowAxis.ts';

/** One distribution, drawn as one row. */
export interface QuantileRow {
  readonly name: string;
  readonly summary: Summary;
}

export interface QuantileOptions {
  readonly axisTitle: string;
  readonly format: (value: number) => string;
  /** Values are shares: the axis runs from 0 to 100 %. */
  readonly share?: boolean;
}

type QuantileScale =
  | { type: 'log'; domain: [least: number, most: number]; nice: false }
  | { type?: never; domain?: [least: number, most: number]; zero?: boolean; nice?: boolean };

/** Medians further apart than this cannot be read on one linear axis. */
const widestLinearRatio = 20;

/**
 * Distributions by row: a line from the 5 % to the 95 % quantile, a bar from 25 % to 75 %, a dot at the median.
 * The axis is logarithmic when positive medians differ by more than 20 ×; zeros then stand at its left end.
 */
export function quantileRows(rows: readonly QuantileRow[], options: QuantileOptions): Drawing {
  const floor = options.share ? null : logarithmicFloor(rows);
  const labels = rowLabels(rows.map(({ name }) => name));
  const scale = scaleOf(rows, options, floor);
  const at = (field: string) => ({ field, type: 'quantitative' as const, scale });
  const values = rows.map((row, i) => datum(row, i, labels[i], options, floor));
  const head = { title: axisTitle(rows, options, floor), axis: axisOf(options, scale) };
  if (rows.length > namedRows) return quantileProfile(values, at, head);
  const tooltip = [
    told('name', 'Name'),
    told('middle', 'Median'),
    told('half', 'Middle half'),
    told('most', '5–95%'),
    told('extent', 'Range'),
  ];
  const spec: Drawing['spec'] = {
    width: 'container',
    height: rowsHeight(rows.length),
    data: { values },
    encoding: { y: rowAxis, tooltip },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.5, color: slots.series1 },
        encoding: {
          x: { ...at('q05'), ...head },
          x2: { field: 'q95' },
        },
      },
      {
        // A pale filling, so that the dot stands out; the edge is what has to be seen.
        mark: {
          type: 'bar',
          height: 9,
          cornerRadius: 2,
          color: slots.series1,
          fillOpacity: 0.4,
          stroke: slots.series1,
          strokeWidth: 1,
        },
        encoding: { x: at('q25'), x2: { field: 'q75' } },
      },
      {
        mark: { type: 'point', filled: true, size: 55, color: slots.text, opacity: 1 },
        encoding: { x: at('median') },
      },
    ],
  };
  return { spec, legend: [] };
}

function axisTitle(
  rows: readonly QuantileRow[],
  options: QuantileOptions,
  floor: number | null,
): string {
  if (floor === null) return options.axisTitle;
  const zeros = rows.some(({ summary }) => summary.q05 === 0) ? ', 0 at the left end' : '';
  return `${options.axisTitle} (logarithmic${zeros})`;
}

function axisOf({ share }: QuantileOptions, scale: QuantileScale) {
  if (share) return { format: '.0%' };
  return scale.type === 'log' ? { values: roundValues(scale.domain[0], scale.domain[1]) } : {};
}

/** Powers of ten within a range, with their triples when they alone would be too few: Vega would draw a line for each digit. */
function roundValues(least: number, most: number): number[] {
  const powers: number[] = [];
  for (let exponent = Math.floor(Math.log10(least)); 10 ** exponent <= most; exponent += 1) {
    powers.push(10 ** exponent);
  }
  const values = powers.length > 3 ? powers : powers.flatMap((power) => [power, 3 * power]);
  return values.filter((value) => value >= least && value <= most);
}

function scaleOf(
  rows: readonly QuantileRow[],
  options: QuantileOptions,
  floor: number | null,
): QuantileScale {
  if (options.share) return { domain: [0, 1] };
  const largest = Math.max(...rows.map(({ summary }) => summary.q95));
  if (floor !== null) return { type: 'log', domain: [floor, largest], nice: false };
  return { zero: rows.every(({ summary }) => summary.q05 >= 0), nice: true };
}

/** The left end of a logarithmic axis, or `null` where a linear one will do. */
function logarithmicFloor(rows: readonly QuantileRow[]): number | null {
  const medians = rows.map(({ summary }) => summary.median).filter((value) => value > 0);
  if (rows.some(({ summary }) => summary.q05 < 0) || medians.length < 2) return null;
  if (Math.max(...medians) <= widestLinearRatio * Math.min(...medians)) return null;
  const positive = rows
    .flatMap(({ summary }) => [summary.q05, summary.q25, summary.median])
    .filter((value) => value > 0);
  // A stray tiny quantile would squeeze everything else to the right.
  const least = Math.max(Math.min(...positive), Math.min(...medians) / 100);
  // Some room, so that zeros stand apart from the smallest positive value.
  return least / 1.5;
}

function datum(
  { name, summary }: QuantileRow,
  index: number,
  row: string,
  { format }: QuantileOptions,
  floor: number | null,
) {
  const place = (value: number): number => (floor === null ? value : Math.max(value, floor));
  return {
    row,
    place: index + 1,
    name,
    q05: place(summary.q05),
    q25: place(summary.q25),
    median: place(summary.median),
    q75: place(summary.q75),
    q95: place(summary.q95),
    middle: format(summary.median),
    half: `${format(summary.q25)} to ${format(summary.q75)}`,
    most: `${format(summary.q05)} to ${format(summary.q95)}`,
    extent: `${format(summary.min)} to ${format(summary.max)}`,
  };
}
