import { type ChartSource, quantileLegend } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { quantileRows } from '../charts/quantileRows.ts';
import { formatNumber } from '../format.ts';
import { capitalised, counted } from '../phrases.ts';
import type { RegionPath, RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  exactnessColumn,
  numberColumn,
  summaryColumns,
  tableView,
  textColumn,
} from '../tableView.ts';
import { estimateColumn } from './estimateColumn.ts';
import type { LayerCrossings, PathDensity, PathKind } from './regionSections.ts';

/** What the paths of a kind join, in words. */
export const pathKindNames: Readonly<Record<PathKind, string>> = {
  'same-class': 'two samples of one class',
  'different-class': 'samples of two classes',
  random: 'any two samples',
  noise: 'a sample and noise',
};

/** Regions along straight paths: by what they join, and by the layer that cuts. */
export function pathCharts({ pathDensities = [] }: RegionsSection): ChartSource[] {
  if (pathDensities.length === 0) return [];
  const paths = pathDensities.reduce((sum, { paths: count }) => sum + count, 0);
  const noise = pathDensities.some(({ kind }) => kind === 'noise')
    ? ' Noise is uniform in the range of each input value.'
    : '';
  const densities: ChartSource = {
    id: 'regions-densities-chart',
    title: 'Regions on the way from one sample to another',
    exactness: 'exact',
    description: `Regions that a straight path crosses, per unit of its length, over ${counted(paths, 'path')}.${noise} ${quantileLegend}`,
    tableId: 'regions-densities',
    drawing: quantileRows(
      pathDensities.map(({ kind, perUnitLengthSpread }) => ({
        name: pathKindNames[kind],
        summary: perUnitLengthSpread,
      })),
      { axisTitle: 'regions per unit length', format: formatNumber },
    ),
  };
  return [densities, ...layerChart(pathDensities)];
}

const kindMarks: readonly Omit<Series, 'label'>[] = [
  { colour: slots.series1, shape: 'circle' },
  { colour: slots.series2, shape: 'diamond' },
  { colour: slots.series3, shape: 'triangle-up' },
];

function layerChart(densities: readonly PathDensity[]): ChartSource[] {
  const [{ layers }] = densities;
  if (layers.length < 2) return [];
  const rows = layers.map(({ layer }, index) => ({
    name: layer,
    values: densities.map((density) => density.layers[index].perUnitLength.mean),
  }));
  const series = densities.map(({ kind }, index) => ({
    label: pathKindNames[kind],
    ...kindMarks[index],
  }));
  return [
    {
      id: 'regions-path-layers-chart',
      title: 'Which layer cuts the paths',
      exactness: 'exact',
      description:
        'Bends that a layer puts on a straight path, per unit of its length: the mean over the paths of a kind.',
      tableId: 'regions-path-layers',
      drawing: dotRows(rows, series, {
        axisTitle: 'bends per unit length',
        format: formatNumber,
      }),
    },
  ];
}

/** The same as tables, and the paths between samples one by one. */
export function pathTables({ pathDensities = [], paths = [] }: RegionsSection): TableView[] {
  const tables: TableView[] = [];
  if (pathDensities.length > 0) {
    tables.push(
      tableView(
        'regions-densities',
        'Regions along straight paths, by what they join',
        densityColumns,
        pathDensities,
      ),
    );
    const [{ layers }] = pathDensities;
    const rows = layers.map((_, index) => pathDensities.map((density) => density.layers[index]));
    tables.push(
      tableView(
        'regions-path-layers',
        'Bends of straight paths, by layer',
        layerColumns(pathDensities),
        rows,
      ),
    );
  }
  if (paths.length > 0) {
    tables.push(
      tableView(
        'regions-paths',
        'Regions along straight paths between samples',
        pathColumns,
        paths,
      ),
    );
  }
  return tables;
}

const densityColumns: readonly Column<PathDensity>[] = [
  textColumn('Between', ({ kind }) => pathKindNames[kind]),
  countColumn('Paths', ({ paths }) => paths),
  estimateColumn('Regions', ({ regions }) => regions, 'Mean ± standard error'),
  estimateColumn(
    'Per unit length',
    ({ perUnitLength }) => perUnitLength,
    'Mean ± standard error; lengths are Euclidean in the model’s input',
  ),
  ...summaryColumns<PathDensity>(({ perUnitLengthSpread }) => perUnitLengthSpread).filter(
    ({ label }) => label !== 'Mean',
  ),
];

/** A row holds one layer over the kinds of path. */
function layerColumns(
  densities: readonly PathDensity[],
): readonly Column<readonly LayerCrossings[]>[] {
  return [
    textColumn('Layer', ([{ layer }]) => layer),
    ...densities.flatMap(({ kind }, index): Column<readonly LayerCrossings[]>[] => [
      estimateColumn(
        capitalised(pathKindNames[kind]),
        (row) => row[index].crossings,
        'Bends of a path that this layer makes: mean ± standard error',
      ),
      estimateColumn(
        `${capitalised(pathKindNames[kind])}, per unit length`,
        (row) => row[index].perUnitLength,
      ),
    ]),
  ];
}

const pathColumns: readonly Column<RegionPath>[] = [
  countColumn('From', ({ from }) => from, 'Index of the sample'),
  countColumn('To', ({ to }) => to, 'Index of the sample'),
  textColumn('Class', ({ kind }) => sameClass(kind), 'Whether both ends have the same label'),
  numberColumn('Length', ({ length }) => length, 'Euclidean, in the model’s input'),
  countColumn('Regions', ({ regions }) => regions),
  numberColumn('Per unit length', ({ regionsPerUnitLength }) => regionsPerUnitLength),
  exactnessColumn('Count is', ({ exactness }) => exactness),
];

function sameClass(kind: RegionPath['kind']): string {
  if (kind === undefined || kind === 'random') return '–';
  return kind === 'same-class' ? 'same' : 'different';
}
