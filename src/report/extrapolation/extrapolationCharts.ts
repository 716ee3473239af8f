import { type ChartSource, quantileLegend } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { quantileRows } from '../charts/quantileRows.ts';
import { shareDomain } from '../charts/shareDomain.ts';
import { stackedRows, type StackKind } from '../charts/stackedRows.ts';
import { formatNumber, formatShare } from '../format.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';
import { depthChart } from './depthChart.ts';
import { errorChart, hullSides } from './errorViews.ts';
import { scoreCardCharts } from './scoreCardCharts.ts';
import { sweepCharts } from './sweepViews.ts';

/** Charts of the extrapolation part; distances and accuracy only where they were computed. */
export function extrapolationCharts(section: ExtrapolationSection): ChartSource[] {
  const { spaces, sweep } = section;
  if (spaces.length === 0) return [];
  return [
    verdicts(spaces),
    ...depthChart(section),
    ...distances(spaces),
    box(spaces),
    ...scoreCardCharts(section),
    ...accuracy(spaces),
    ...errorChart(spaces),
    ...(sweep ? sweepCharts(sweep) : []),
  ];
}

function verdicts(spaces: readonly ExtrapolationSpace[]): ChartSource {
  const kinds: readonly StackKind[] = [
    { label: 'inside', colour: slots.series1 },
    { label: 'outside', colour: slots.series2 },
    { label: 'undecided', colour: slots.muted },
  ];
  const rows = spaces.map(({ space, hull }) => ({
    name: space,
    counts: [hull.inside, hull.outside, hull.undecided],
  }));
  return {
    id: 'extrapolation-verdicts-chart',
    title: 'Inside or outside the training hull',
    description:
      'Share of test samples inside and outside the convex hull of the training samples, by space; each verdict carries a certificate.',
    tableId: 'extrapolation-verdicts',
    exactness: 'exact',
    drawing: stackedRows(rows, kinds, 'share of test samples'),
  };
}

function distances(spaces: readonly ExtrapolationSpace[]): ChartSource[] {
  const rows = spaces.flatMap(({ space, hull }) =>
    hull.distance ? [{ name: space, summary: hull.distance.upper }] : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'extrapolation-distances-chart',
      title: 'Distance to the training hull',
      description: `Certified upper bound for each test sample, 0 inside, in the units of each space. ${quantileLegend}`,
      tableId: 'extrapolation-distances',
      exactness: 'certified-upper',
      drawing: quantileRows(rows, { axisTitle: 'distance to the hull', format: formatNumber }),
    },
  ];
}

const boxSeries: readonly Series[] = [
  { label: 'samples in range in every dimension', colour: slots.series1, shape: 'circle' },
  { label: 'dimensions in range, mean', colour: slots.series2, shape: 'diamond' },
];

function box(spaces: readonly ExtrapolationSpace[]): ChartSource {
  const rows = spaces.map(({ space, test, box: { inside, fractionOfDimensions } }) => ({
    name: space,
    values: [inside / Math.max(1, test), fractionOfDimensions.mean],
  }));
  return {
    id: 'extrapolation-box-chart',
    title: 'Within the training range',
    description:
      'A milder test than the hull: does a test sample stay between the smallest and largest training value of each dimension?',
    tableId: 'extrapolation-box',
    exactness: 'exact',
    drawing: dotRows(rows, boxSeries, {
      axisTitle: 'share in range',
      format: formatShare,
      share: true,
      domain: shareDomain(rows.flatMap(({ values }) => values)),
    }),
  };
}

function accuracy(spaces: readonly ExtrapolationSpace[]): ChartSource[] {
  const rows = spaces.flatMap((entry) =>
    entry.accuracy
      ? [{ name: entry.space, values: [entry.accuracy.inside, entry.accuracy.outside] }]
      : [],
  );
  const values = rows.flatMap((row) => row.values);
  if (values.every((value) => value === null)) return [];
  return [
    {
      id: 'extrapolation-accuracy-chart',
      title: 'Accuracy inside and outside',
      description: 'How often the model is right on test samples inside and outside the hull.',
      tableId: 'extrapolation-accuracy',
      exactness: 'exact',
      drawing: dotRows(rows, hullSides, {
        axisTitle: 'accuracy on test samples',
        format: formatShare,
        share: true,
        domain: shareDomain(values),
      }),
    },
  ];
}
