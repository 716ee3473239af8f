import { formatNumber, formatShare } from '../format.ts';
import { bySeries } from './bySeries.ts';
import { slots } from './chartTheme.ts';
import type { Drawing, Series } from './drawing.ts';
import { told } from './rowAxis.ts';

export interface AnglePoint {
  /** Name of the series the point belongs to. */
  readonly series: string;
  /** Radians, in [0, π]. */
  readonly angle: number;
  /** In [0, 1]. */
  readonly share: number;
}

const height = 240;

const line: Series = { label: 'random hyperplanes', colour: slots.muted, shape: 'line' };

/** Shares against angles, one mark a pair, beside the line share = angle/π of random hyperplanes. */
export function angleScatter(points: readonly AnglePoint[], series: readonly Series[]): Drawing {
  // The axes end behind the farthest point, so that a narrow cloud fills the chart.
  const farthest = Math.max(0.1, ...points.map(({ angle }) => angle));
  const place = axes(farthest);
  return {
    legend: [...series, line],
    spec: {
      width: 'container',
      height,
      layer: [
        {
          data: { values: [0, farthest].map((angle) => ({ angle, share: angle / Math.PI })) },
          mark: { type: 'line', color: line.colour, strokeWidth: 1.5 },
          encoding: place,
        },
        {
          data: { values: points.map(datum) },
          // Outlines show marks that lie on each other.
          mark: { type: 'point', filled: false, size: 35, strokeWidth: 1.5, opacity: 1 },
          encoding: {
            ...place,
            color: bySeries(series, ({ colour }) => colour),
            shape: bySeries(series, ({ shape }) => shape),
            tooltip: [
              told('series', 'Layer'),
              told('angleText', 'Angle, radians'),
              told('shareText', 'Units that differ'),
            ],
          },
        },
      ],
    },
  };
}

function axes(farthest: number) {
  return {
    x: {
      field: 'angle',
      type: 'quantitative' as const,
      scale: { domain: [0, farthest], nice: true },
      axis: { title: 'angle between the layer’s inputs, radians' },
    },
    y: {
      field: 'share',
      type: 'quantitative' as const,
      axis: { title: 'share of units that differ', format: '.0%', grid: true },
    },
  };
}

function datum({ series, angle, share }: AnglePoint) {
  return {
    series,
    angle,
    share,
    angleText: formatNumber(angle),
    shareText: formatShare(share),
  };
}
