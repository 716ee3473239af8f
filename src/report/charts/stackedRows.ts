import { formatCount, formatShare } from '../format.ts';
import { rowsHeight } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { rowLabels } from './labels.ts';
import { rowAxis, told } from './rowAxis.ts';

export interface StackRow {
  readonly name: string;
  /** One count a kind; they add up to the row's whole. */
  readonly counts: readonly number[];
}

/** Bars of equal length divided by kind: shares of a whole, counts in the tooltip. Kinds that occur in no row are left out. */
export function stackedRows(
  rows: readonly StackRow[],
  kinds: readonly Series[],
  axisTitle: string,
): Drawing {
  const legend = kinds.filter((_, kind) => rows.some(({ counts }) => counts[kind]! > 0));
  return {
    legend,
    spec: {
      width: 'container',
      height: rowsHeight(rows.length),
      data: { values: data(rows, kinds) },
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
            domain: legend.map(({ label }) => label),
            range: legend.map(({ colour }) => colour),
          },
        },
        order: { field: 'order', type: 'quantitative' },
        tooltip: [told('name', 'Name'), told('kind', 'Kind'), told('text', 'Share')],
      },
    },
  };
}

function data(rows: readonly StackRow[], kinds: readonly Series[]) {
  const labels = rowLabels(rows.map(({ name }) => name));
  return rows.flatMap(({ name, counts }, i) => {
    const whole = counts.reduce((sum, count) => sum + count, 0);
    return kinds.flatMap(({ label }, order) => {
      const count = counts[order]!;
      if (count === 0) return [];
      const text = `${formatCount(count)} of ${formatCount(whole)} (${formatShare(count / whole)})`;
      return [{ row: labels[i], name, order, kind: label, share: count / whole, text }];
    });
  });
}
