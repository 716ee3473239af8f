import { formatCount, formatShare } from '../format.ts';
import { rowsHeight } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { rowLabels } from './labels.ts';
import { namedRows, stackProfile } from './profiles.ts';
import { rowAxis, told } from './rowAxis.ts';

export interface StackRow {
  readonly name: string;
  /** One count a kind; they add up to the row's whole. */
  readonly counts: readonly number[];
}

/** A kind of the parts of a bar. */
export type StackKind = Omit<Series, 'shape'>;

/** Thickness of the bar of each kind, pixels, and how the key shows it: kinds differ in it besides their colour. */
const bars: readonly { readonly height: number; readonly shape: Series['shape'] }[] = [
  { height: 14, shape: 'bar' },
  { height: 8, shape: 'slim-bar' },
  { height: 4, shape: 'thin-bar' },
];

/**
 * Bars of equal length divided by kind, at most three: shares of a whole, counts in the tooltip. Kinds that occur in no row are left
 * out.
 */
export function stackedRows(
  rows: readonly StackRow[],
  names: readonly StackKind[],
  axisTitle: string,
): Drawing {
  const kinds: Kind[] = names.map((name, kind) => ({ ...name, ...bars[kind] }));
  const shown = kinds.filter((_, kind) => rows.some(({ counts }) => counts[kind] > 0));
  const encoding = {
    x: {
      field: 'share',
      type: 'quantitative' as const,
      stack: 'zero' as const,
      scale: { domain: [0, 1] },
      axis: { title: axisTitle, format: '.0%' },
    },
    color: {
      field: 'kind',
      type: 'nominal' as const,
      scale: {
        domain: shown.map(({ label }) => label),
        range: shown.map(({ colour }) => colour),
      },
    },
    order: { field: 'order', type: 'quantitative' as const },
  };
  const legend = shown.map(({ label, colour, shape }) => ({ label, colour, shape }));
  if (rows.length > namedRows) return stackProfile(data(rows, kinds, shown), encoding, legend);
  return {
    legend,
    spec: {
      width: 'container',
      height: rowsHeight(rows.length),
      data: { values: data(rows, kinds) },
      mark: { type: 'bar', cornerRadius: 1 },
      encoding: {
        ...encoding,
        y: rowAxis,
        size: { field: 'height', type: 'quantitative', scale: null },
        tooltip: [told('name', 'Name'), told('kind', 'Kind'), told('text', 'Share')],
      },
    },
  };
}

type Kind = Series & { readonly height: number };

/** Counts of zero are left out but for the kinds in `unbroken`: bands need them to stay in one piece. */
function data(rows: readonly StackRow[], kinds: readonly Kind[], unbroken: readonly Kind[] = []) {
  const labels = rowLabels(rows.map(({ name }) => name));
  return rows.flatMap(({ name, counts }, i) => {
    const whole = counts.reduce((sum, count) => sum + count, 0);
    return kinds.flatMap((kind, order) => {
      const count = counts[order];
      if (count === 0 && !unbroken.includes(kind)) return [];
      const share = count / Math.max(1, whole);
      const text = `${formatCount(count)} of ${formatCount(whole)} (${formatShare(share)})`;
      const { label, height } = kind;
      return [{ row: labels[i], place: i + 1, name, order, kind: label, height, share, text }];
    });
  });
}
