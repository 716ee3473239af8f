import { type ChartSource, quantileLegend } from '../chartView.ts';
import { barRows } from '../charts/barRows.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { quantileRows } from '../charts/quantileRows.ts';
import { shareDomain } from '../charts/shareDomain.ts';
import { formatCount, formatNumber, formatShare } from '../format.ts';
import { samplesPhrase } from '../phrases.ts';
import type { PatternStatistics, RegionLayer, RegionsSection } from '../report.ts';
import { baselineCharts } from './baselineViews.ts';
import { boundCharts } from './boundViews.ts';
import { hashingCharts } from './hashingViews.ts';
import { complexitySetCharts } from './complexitySetViews.ts';
import { inradiusCharts } from './inradiusViews.ts';
import { pathCharts } from './pathViews.ts';

/** Charts of the regions part: patterns always, purity with labels, seen patterns with both data sets. */
export function regionsCharts(section: RegionsSection): ChartSource[] {
  const { layers, localComplexity, exactness } = section;
  if (layers.length === 0) return [];
  const counted = [patterns(section)];
  if (layers.some(({ seenRate }) => seenRate !== null)) counted.push(seen(layers));
  if (layers.some(({ purity }) => purity !== null)) counted.push(purity(layers));
  const charts = counted.map((chart): ChartSource => ({ ...chart, exactness }));
  if (localComplexity) charts.push(crossings(localComplexity));
  charts.push(...complexitySetCharts(section), ...inradiusCharts(section));
  charts.push(
    ...pathCharts(section),
    ...baselineCharts(section),
    ...boundCharts(section),
    ...hashingCharts(section),
  );
  return charts;
}

function patterns({ layers, samples, set }: RegionsSection): ChartSource {
  const rows = layers.map(({ layer, distinctPatterns, cumulative }) => ({
    name: layer,
    bar: distinctPatterns,
    dot: cumulative.distinctPatterns,
  }));
  return {
    id: 'regions-patterns-chart',
    title: 'Regions told apart, layer by layer',
    description: `Distinct activation patterns of ${samplesPhrase({ set, count: samples })}; at the right end of the axis every sample has its own.`,
    tableId: 'regions-patterns',
    drawing: barRows(rows, {
      axisTitle: `distinct patterns, of ${formatCount(samples)} possible`,
      bar: { ...aloneAndJoint[0], shape: 'slim-bar' },
      dot: aloneAndJoint[1],
      most: Math.max(1, samples),
      format: formatCount,
    }),
  };
}

const aloneAndJoint: readonly [alone: Series, joint: Series] = [
  { label: 'by this layer alone', colour: slots.series1, shape: 'circle' },
  { label: 'with all layers before it', colour: slots.series2, shape: 'diamond' },
];

function pairs(
  layers: readonly RegionLayer[],
  pick: (statistics: PatternStatistics) => number | null,
) {
  return layers.map((layer) => ({
    name: layer.layer,
    values: [pick(layer), pick(layer.cumulative)],
  }));
}

function seen(layers: readonly RegionLayer[]): ChartSource {
  return {
    id: 'regions-seen-chart',
    title: 'Test samples in a region seen in training',
    description: 'Share of test samples whose activation pattern occurs on a training sample.',
    tableId: 'regions-seen',
    drawing: dotRows(
      pairs(layers, ({ seenRate }) => seenRate),
      aloneAndJoint,
      {
        axisTitle: 'share of test samples',
        format: formatShare,
        share: true,
        domain: [0, 1],
      },
    ),
  };
}

function purity(layers: readonly RegionLayer[]): ChartSource {
  const rows = pairs(layers, (statistics) => statistics.purity);
  return {
    id: 'regions-purity-chart',
    title: 'How well regions separate the classes',
    description:
      'Share of samples that belong to the majority class of their region; regions of a single sample count as pure.',
    tableId: 'regions-purity',
    drawing: dotRows(rows, aloneAndJoint, {
      axisTitle: 'share in the majority class of their region',
      format: formatShare,
      share: true,
      domain: shareDomain(rows.flatMap(({ values }) => values)),
    }),
  };
}

function crossings({
  radius,
  nearestDistance,
  layers,
}: NonNullable<RegionsSection['localComplexity']>): ChartSource {
  const scale =
    nearestDistance === undefined
      ? ''
      : `, ${formatShare(radius / nearestDistance)} of the median distance to the nearest other sample`;
  return {
    id: 'regions-complexity-chart',
    title: 'Hyperplanes around a sample',
    exactness: 'estimate',
    description: `Units whose hyperplane crosses a frame of radius ${formatNumber(radius)}${scale} around a sample. ${quantileLegend}`,
    tableId: 'regions-complexity',
    drawing: quantileRows(
      layers.map(({ layer, crossings: summary }) => ({ name: layer, summary })),
      { axisTitle: 'units that switch within the frame', format: formatNumber },
    ),
  };
}
