import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { formatCount, formatNumber } from '../format.ts';
import type { RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  shareColumn,
  tableView,
  textColumn,
} from '../tableView.ts';
import { estimateColumn } from './estimateColumn.ts';
import { pathKindNames } from './pathViews.ts';
import type { PathDensity, PathKind, UntrainedBaseline } from './regionSections.ts';

const trainedAndNot: readonly Series[] = [
  { label: 'this model', colour: slots.series1, shape: 'circle' },
  { label: 'untrained', colour: slots.series2, shape: 'diamond' },
];

/** The model and the same architecture before training, side by side: regions along paths, patterns, units that switch nearby. */
export function baselineCharts(section: RegionsSection): ChartSource[] {
  const { baseline } = section;
  if (!baseline) return [];
  const charts: ChartSource[] = [];
  const paths = pathRows(section, baseline);
  if (paths.length > 0) {
    charts.push({
      id: 'regions-baseline-paths-chart',
      title: 'What training did to the regions between samples',
      exactness: 'exact',
      description:
        'Mean number of regions per unit length of the same straight paths, before and after training.',
      tableId: 'regions-baseline-paths',
      drawing: dotRows(
        paths.map(({ kind, trained, untrained }) => ({
          name: pathKindNames[kind],
          values: [trained.perUnitLength.mean, untrained.perUnitLength.mean],
        })),
        trainedAndNot,
        { axisTitle: 'regions per unit length', format: formatNumber },
      ),
    });
  }
  const layers = layerRows(section, baseline);
  charts.push({ ...patternsChart(layers, baseline.samples), exactness: section.exactness });
  if (layers.some(({ untrainedCrossings }) => untrainedCrossings !== null)) {
    charts.push(crossingsChart(layers));
  }
  return charts;
}

function patternsChart(layers: readonly LayerRow[], samples: number): ChartSource {
  return {
    id: 'regions-baseline-patterns-chart',
    title: 'What training did to the patterns',
    description: `Distinct activation patterns of each layer alone on ${formatCount(samples)} samples, before and after training.`,
    tableId: 'regions-baseline-layers',
    drawing: dotRows(
      layers.map(({ layer, trained, untrained }) => ({
        name: layer,
        values: [trained.distinctPatterns, untrained.distinctPatterns],
      })),
      trainedAndNot,
      {
        axisTitle: `distinct patterns, of ${formatCount(samples)} possible`,
        format: formatCount,
        domain: [0, Math.max(1, samples)],
      },
    ),
  };
}

function crossingsChart(layers: readonly LayerRow[]): ChartSource {
  return {
    id: 'regions-baseline-complexity-chart',
    title: 'What training did around the samples',
    exactness: 'estimate',
    description:
      'Mean number of units whose hyperplane crosses the frame around a sample, before and after training.',
    tableId: 'regions-baseline-layers',
    drawing: dotRows(
      layers.map(({ layer, crossings, untrainedCrossings }) => ({
        name: layer,
        values: [crossings, untrainedCrossings],
      })),
      trainedAndNot,
      { axisTitle: 'units that switch within the frame', format: formatNumber },
    ),
  };
}

/** The same as tables. */
export function baselineTables(section: RegionsSection): TableView[] {
  const { baseline } = section;
  if (!baseline) return [];
  const paths = pathRows(section, baseline);
  return [
    ...(paths.length === 0
      ? []
      : [
          tableView(
            'regions-baseline-paths',
            'Regions along straight paths, before and after training',
            pathColumns,
            paths,
          ),
        ]),
    tableView(
      'regions-baseline-layers',
      'Patterns and switching units by layer, before and after training',
      layerColumns,
      layerRows(section, baseline),
    ),
  ];
}

interface PathRow {
  readonly kind: PathKind;
  readonly trained: PathDensity;
  readonly untrained: PathDensity;
}

function pathRows(
  { pathDensities = [] }: RegionsSection,
  baseline: UntrainedBaseline,
): readonly PathRow[] {
  return pathDensities.flatMap((trained) => {
    const untrained = baseline.pathDensities?.find(({ kind }) => kind === trained.kind);
    return untrained ? [{ kind: trained.kind, trained, untrained }] : [];
  });
}

const pathColumns: readonly Column<PathRow>[] = [
  textColumn('Between', ({ kind }) => pathKindNames[kind]),
  countColumn('Paths', ({ trained }) => trained.paths),
  estimateColumn(
    'Per unit length',
    ({ trained }) => trained.perUnitLength,
    'Regions of this model: mean ± standard error',
  ),
  countColumn('Paths, untrained', ({ untrained }) => untrained.paths),
  estimateColumn('Per unit length, untrained', ({ untrained }) => untrained.perUnitLength),
  numberColumn(
    'Ratio',
    ({ trained, untrained }) => trained.perUnitLength.mean / untrained.perUnitLength.mean,
    'Above 1: training made regions denser there',
  ),
];

type LayerRow = UntrainedBaseline['layers'][number] & {
  /** Mean units that switch around a sample; `null` where they were not counted. */
  readonly crossings: number | null;
  readonly untrainedCrossings: number | null;
};

function layerRows(
  { localComplexity }: RegionsSection,
  { layers, localComplexity: untrained }: UntrainedBaseline,
): readonly LayerRow[] {
  const meanOf = (measured: UntrainedBaseline['localComplexity'], name: string): number | null =>
    measured?.layers.find(({ layer }) => layer === name)?.crossings.mean ?? null;
  return layers.map((row) => ({
    ...row,
    crossings: meanOf(localComplexity, row.layer),
    untrainedCrossings: meanOf(untrained, row.layer),
  }));
}

const layerColumns: readonly Column<LayerRow>[] = [
  textColumn('Layer', ({ layer }) => layer),
  countColumn('Patterns', ({ trained }) => trained.distinctPatterns, 'Of this layer alone'),
  countColumn('Patterns, untrained', ({ untrained }) => untrained.distinctPatterns),
  countColumn('Joint', ({ trained }) => trained.jointPatterns, 'With all layers before it'),
  countColumn('Joint, untrained', ({ untrained }) => untrained.jointPatterns),
  shareColumn('Active', ({ trained }) => trained.activationRate),
  shareColumn('Active, untrained', ({ untrained }) => untrained.activationRate),
  numberColumn('Switch nearby', ({ crossings }) => crossings, 'Mean units around a sample'),
  numberColumn('Switch nearby, untrained', ({ untrainedCrossings }) => untrainedCrossings),
];

/** What the baseline is, for the explanation. */
export function baselineExplained({ initialisation }: UntrainedBaseline): string {
  return `The untrained model is the same graph with new numbers drawn from the report’s seed: ${initialisation}. It is one draw of many; the same samples, paths and frames are measured, so that a difference is what training did to the partition.`;
}
