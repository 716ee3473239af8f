import type { TopLevelSpec } from 'vega-lite';
import { formatCount, formatShare } from '../format.ts';
import { rowHeight } from './chartTheme.ts';
import { rowLabels } from './labels.ts';
import { rowAxis, told } from './rowAxis.ts';

/** One kind that a whole is divided into, the same in every row. */
export interface StackKind {
  readonly label: string;
  /** A theme slot. */
  readonly colour: string;
}

export interface StackRow {
  readonly name: string;
  /** One count a kind; they add up to the row's whole. */
  readonly counts: readonly number[];
}

/** Bars of equal length divided by kind: shares of a whole, counts in the tooltip. */
export function stackedRows(
  rows: readonly StackRow[],
  kinds: readonly StackKind[],
  axisTitle: string,
): TopLevelSpec {
  const labels = rowLabels(rows.map(({ name }) => name));
  const values = rows.flatMap(({ name, counts }, i) => {
    const whole = Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
    return kinds.map(({ label }, order) => ({
      row: labels[i],
      name,
      order,
      kind: label,
      share: counts[order]! / whole,
      text: `${formatCount(counts[order]!)} of ${formatCount(whole)} (${formatShare(counts[order]! / whole)})`,
    }));
  });
  return {
    width: 'container',
    height: rows.length * rowHeight,
    data: { values },
    mark: { type: 'bar', height: 14, cornerRadius: 1 },
    encoding: {
      y: rowAxis,
      x: {
        field: 'share',
        type: 'quantitative',
        stack: 'zero',
        scale: { domain: [0, 1] },
        axis: { title: axisTitle, format: '.0%' },
      },
      color: {
        field: 'kind',
        type: 'nominal',
        scale: {
          domain: kinds.map(({ label }) => label),
          range: kinds.map(({ colour }) => colour),
        },
      },
      order: { field: 'order', type: 'quantitative' },
      tooltip: [told('name', 'Name'), told('kind', 'Kind'), told('text', 'Share')],
    },
  };
}
