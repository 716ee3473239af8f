import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { formatCount, formatNumber } from '../format.ts';
import { samplesPhrase } from '../phrases.ts';
import type { RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { type Column, countColumn, tableView, textColumn } from '../tableView.ts';
import type { RegionBounds } from './regionSections.ts';

type BoundLayer = RegionBounds['layers'][number];

/** Up to this exponent a count is written out. */
const mostWrittenExponent = 9;

const series: readonly Series[] = [
  { label: 'hold a sample (exact)', colour: slots.series1, shape: 'circle' },
  { label: 'scale at initialisation (estimate)', colour: slots.series3, shape: 'triangle-up' },
  { label: 'upper bound (certified)', colour: slots.series2, shape: 'diamond' },
];

/** Numbers of regions after each layer on one logarithmic axis: measured, typical of random weights, and the most there can be. */
export function boundCharts({ bounds, set, samples }: RegionsSection): ChartSource[] {
  if (!bounds) return [];
  return [
    {
      id: 'regions-bounds-chart',
      title: 'Regions found, and how many there can be',
      description: `Regions by this layer and all before it, as powers of ten: those that hold one of ${samplesPhrase({ set, count: samples })}, the scale of the mean number in a unit cube at random initialisation, and the most that the architecture allows.`,
      tableId: 'regions-bounds',
      drawing: dotRows(
        bounds.layers.map(({ layer, measured, initialisation, upper }) => ({
          name: layer,
          values: [measured, initialisation, upper],
        })),
        series,
        { axisTitle: 'number of regions, as a power of ten', format: powerOfTen },
      ),
    },
  ];
}

/** The same as a table. */
export function boundTables({ bounds }: RegionsSection): TableView[] {
  if (!bounds) return [];
  const caption = 'Regions by this layer and all before it';
  return [tableView('regions-bounds', caption, boundColumns, bounds.layers)];
}

const boundColumns: readonly Column<BoundLayer>[] = [
  textColumn('Layer', ({ layer }) => layer),
  countColumn(
    'Hyperplanes',
    ({ hyperplanes }) => hyperplanes,
    'That the layer alone can draw in a region of the layers before it',
  ),
  powerColumn(
    'Hold a sample',
    ({ measured }) => measured,
    'Distinct joint patterns of the samples',
  ),
  powerColumn(
    'Scale at initialisation',
    ({ initialisation }) => initialisation,
    'Of the mean number in a unit cube, an order of magnitude',
  ),
  powerColumn('Upper bound', ({ upper }) => upper, 'Certified: no weights give more'),
];

/** Sorted by the exponent. */
function powerColumn(
  label: string,
  exponent: (row: BoundLayer) => number,
  help: string,
): Column<BoundLayer> {
  return {
    label,
    numeric: true,
    help,
    cell: (row) => ({ value: exponent(row), text: powerOfTen(exponent(row)) }),
  };
}

/** 2.6 → "398", 154.13 → "10^154.1". */
function powerOfTen(exponent: number): string {
  return exponent <= mostWrittenExponent
    ? formatCount(10 ** exponent)
    : `10^${formatNumber(exponent)}`;
}

/** How bounds are computed, for the explanation. */
export function boundsExplained({ bound, inputDimension }: RegionBounds): string {
  const upper =
    bound === 'chain'
      ? 'The upper bound is that of Serra et al. for ReLU layers one after the other: it takes into account that units which are off lower the dimension of what follows.'
      : `The upper bound multiplies, over the layers, the most cells that so many hyperplanes cut ${formatCount(inputDimension)}-dimensional space into (Zaslavsky 1975), which holds with skip connections and pooling too.`;
  return `${upper} The scale at initialisation is units to the power of the input’s dimension over its factorial, or two to the power of the units where these are fewer (Hanin and Rolnick), with the constant that depends on the distribution of weights left out: an order of magnitude, not a bound.`;
}
