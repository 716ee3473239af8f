import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { formatShare } from '../format.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';

const shapeSeries: readonly Series[] = [
  { label: 'convex hull', colour: slots.series1, shape: 'circle' },
  { label: 'range box', colour: slots.series2, shape: 'diamond' },
  { label: 'smallest ellipsoid', colour: slots.series3, shape: 'square' },
  { label: 'smallest ball', colour: slots.muted, shape: 'triangle-up' },
];

/** The definitions of interpolation side by side; none where no score card was made. */
export function scoreCardCharts({ spaces }: ExtrapolationSection): ChartSource[] {
  const carded = spaces.filter(({ ball }) => ball);
  if (carded.length === 0) return [];
  const shareOf = (inside: number | undefined, { test }: ExtrapolationSpace): number | null =>
    inside === undefined ? null : inside / Math.max(1, test);
  const rows = carded.map((space) => ({
    name: space.space,
    values: [
      space.hull.insideFraction,
      shareOf(space.box.inside, space),
      shareOf(space.ellipsoid?.inside, space),
      shareOf(space.ball?.inside, space),
    ],
  }));
  return [
    {
      id: 'extrapolation-shapes-chart',
      title: 'Inside, by definition',
      description:
        'The same test samples by four definitions of “within the training data”; the hull lies within each of the others.',
      tableId: 'extrapolation-shapes',
      drawing: dotRows(rows, shapeSeries, {
        axisTitle: 'share of test samples inside',
        format: formatShare,
        share: true,
        domain: [0, 1],
      }),
    },
  ];
}
