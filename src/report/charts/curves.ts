import { bySeries } from './bySeries.ts';
import { slots } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { told } from './rowAxis.ts';

/** One point of a curve of shares. */
export interface CurvePoint {
  /** Name of the series it belongs to. */
  readonly series: string;
  /** At least 1. */
  readonly x: number;
  /** In [0, 1], and its interval where it has one. */
  readonly share: number;
  readonly interval?: readonly [low: number, high: number];
  /** What the pointer tells of it. */
  readonly text: string;
}

/** A place on the horizontal axis that a statement speaks of. */
export interface CurveMark {
  readonly x: number;
  readonly label: string;
}

export interface CurveOptions {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly marks: readonly CurveMark[];
}

const height = 260;
/** Marks beside each other have their labels on lines of their own. */
const labelStep = 14;
/** Share of the axis that a mark's words take in a narrow panel. */
const roomForWords = 0.28;

/**
 * Shares along a logarithmic axis, a line a series with a dot a point and its interval as a bar; a series of shape "dashes" is drawn
 * without dots. Marked places are dashed verticals with their words at the top.
 */
export function curves(
  points: readonly CurvePoint[],
  series: readonly Series[],
  { xTitle, yTitle, marks }: CurveOptions,
): Drawing {
  const shown = series.filter(({ label }) => points.some((point) => point.series === label));
  const dashed = new Set(shown.filter(({ shape }) => shape === 'dashes').map(({ label }) => label));
  const values = points.map(({ interval, ...point }) => ({
    ...point,
    ...(interval && { low: interval[0], high: interval[1] }),
  }));
  const domain = extent(points, marks);
  const at = { x: logAxis(xTitle, domain), color: bySeries(shown, ({ colour }) => colour) };
  const y = (field: string) => ({ field, ...shareAxis(yTitle) });
  const dotted = values.filter((value) => !dashed.has(value.series));
  const layer = [
    ...markLayers(marks, at.x, domain),
    {
      data: { values },
      mark: { type: 'line', strokeWidth: 1.5 },
      encoding: {
        ...at,
        y: y('share'),
        strokeDash: bySeries(shown, ({ label }) => (dashed.has(label) ? [4, 3] : [1, 0])),
      },
    },
    {
      data: { values: dotted.filter((value) => 'low' in value) },
      mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.6 },
      encoding: { ...at, y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values: dotted },
      mark: { type: 'point', filled: true, size: 60, opacity: 1 },
      encoding: {
        ...at,
        y: y('share'),
        // The domain of the colours, so that both share one legend; a dashed line has no dots to shape.
        shape: bySeries(shown, ({ shape }) => (shape === 'dashes' ? 'circle' : shape)),
        tooltip: [told('series', 'Curve'), told('text', 'Point')],
      },
    },
  ];
  return { legend: shown, spec: { width: 'container', height, layer } as Drawing['spec'] };
}

function logAxis(title: string, domain: readonly [number, number]) {
  return {
    field: 'x',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain, nice: false },
    axis: { title, grid: false, tickCount: 8 },
  };
}

function shareAxis(title: string) {
  return {
    type: 'quantitative' as const,
    scale: { domain: [0, 1], nice: false },
    axis: { title, format: '.0%', grid: true, tickCount: 5 },
  };
}

/** From the least to the greatest place there is, points and marks alike. */
function extent(points: readonly CurvePoint[], marks: readonly CurveMark[]): [number, number] {
  const places = [...points, ...marks].map(({ x }) => x);
  const least = Math.min(...places);
  return [least, Math.max(...places, 2 * least)];
}

/** The last mark's words stand to its right where the axis goes on far enough, all others to the left of theirs. */
function markLayers(
  marks: readonly CurveMark[],
  x: object,
  [least, most]: readonly [number, number],
): object[] {
  if (marks.length === 0) return [];
  const toTheRight = (i: number): boolean =>
    i === marks.length - 1 && Math.log(most / marks[i].x) > roomForWords * Math.log(most / least);
  const values = marks.map(({ x: place, label }) => ({ x: place, label }));
  return [
    {
      data: { values },
      mark: { type: 'rule', color: slots.muted, strokeDash: [2, 3], strokeWidth: 1 },
      encoding: { x },
    },
    ...values.map((value, i) => ({
      data: { values: [value] },
      mark: {
        type: 'text',
        align: toTheRight(i) ? 'left' : 'right',
        baseline: 'top',
        dx: toTheRight(i) ? 4 : -4,
        color: slots.muted,
        fontSize: 11,
        y: 2 + i * labelStep,
      },
      encoding: { x, text: { field: 'label', type: 'nominal' } },
    })),
  ];
}
