import { bySeries } from './bySeries.ts';
import type { Drawing, Series } from './drawing.ts';
import { slots } from './chartTheme.ts';

/**
 * With more rows than this a chart no longer names each of them: it draws the profile from the first row to the last. A mark a
 * row would make the page slow and the chart longer than anyone scrolls.
 */
export const namedRows = 60;

/** Height of a profile, pixels. */
const profileHeight = 360;

/** How the lines of a profile differ besides their colour. */
const strokes: readonly { readonly shape: Series['shape']; readonly dash: readonly number[] }[] = [
  { shape: 'line', dash: [1, 0] },
  { shape: 'dashes', dash: [6, 3] },
  { shape: 'dots', dash: [2, 2] },
];

/** The vertical axis: rows by their place, the first at the top. Data carry `place`, counted from 1. */
const placeAxis = {
  field: 'place',
  type: 'quantitative' as const,
  scale: { reverse: true, zero: false, nice: false },
  axis: { title: 'row of the table, first at the top', grid: true, tickCount: 8 },
};

interface Frame {
  readonly width: 'container';
  readonly height: number;
}

const frame: Frame = { width: 'container', height: profileHeight };

/** Bands from the 5 % to the 95 % and from the 25 % to the 75 % quantile, and a line through the medians. */
export function quantileProfile(
  values: readonly object[],
  x: (field: string) => object,
  title: object,
): Drawing {
  const band = (from: string, to: string, opacity: number, head: object) => ({
    mark: {
      type: 'area' as const,
      orient: 'horizontal' as const,
      color: slots.series1,
      fillOpacity: opacity,
      // The edge is what has to be seen; two bands that lie on each other need paler fillings.
      stroke: slots.series1,
      strokeWidth: 1,
    },
    encoding: { x: { ...x(from), ...head }, x2: { field: to } },
  });
  const spec = {
    ...frame,
    data: { values },
    encoding: { y: placeAxis },
    layer: [
      band('q05', 'q95', 0.25, title),
      band('q25', 'q75', 0.45, {}),
      {
        mark: { type: 'line', orient: 'horizontal', color: slots.text, strokeWidth: 1.5 },
        encoding: { x: x('median') },
      },
    ],
  };
  return { spec: spec as Drawing['spec'], legend: [] };
}

/** One line a series; `values` carry `series` and `value`. */
export function lineProfile(
  values: readonly object[],
  series: readonly Series[],
  x: object,
): Drawing {
  const stroke = (i: number) => strokes[i % strokes.length];
  const spec = {
    ...frame,
    data: { values },
    mark: { type: 'line', orient: 'horizontal', strokeWidth: 1.5 },
    encoding: {
      y: placeAxis,
      x,
      color: bySeries(series, ({ colour }) => colour),
      strokeDash: bySeries(series, (_, i) => [...stroke(i).dash]),
    },
  };
  const legend = series.map((entry, i) => ({ ...entry, shape: stroke(i).shape }));
  return { spec: spec as Drawing['spec'], legend };
}

/** Stacked bands in the order of the key, with a line between them; `values` carry `kind`, `order` and every kind of every row, zeros included. */
export function stackProfile(
  values: readonly object[],
  encoding: Readonly<Record<'x' | 'color' | 'order', object>>,
  legend: readonly Series[],
): Drawing {
  const spec = {
    ...frame,
    data: { values },
    mark: { type: 'area', orient: 'horizontal', stroke: slots.text, strokeWidth: 1 },
    encoding: { ...encoding, y: placeAxis },
  };
  return { spec: spec as Drawing['spec'], legend };
}
