import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { formatNumber, formatShare } from '../format.ts';
import { counted } from '../phrases.ts';
import type { RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { type Column, countColumn, numberColumn, tableView, textColumn } from '../tableView.ts';
import { estimateColumn } from './estimateColumn.ts';
import type { ComplexitySet } from './neighbourhoodSections.ts';

const marks: Readonly<Record<ComplexitySet['set'], Series>> = {
  train: { label: 'training samples', colour: slots.series1, shape: 'circle' },
  test: { label: 'test samples', colour: slots.series2, shape: 'diamond' },
  random: { label: 'random inputs', colour: slots.series1, shape: 'circle' },
  noise: { label: 'uniform noise', colour: slots.series3, shape: 'triangle-up' },
};

/** Units that switch around data and off data, by radius. */
export function complexitySetCharts({ localComplexity }: RegionsSection): ChartSource[] {
  const sets = localComplexity?.sets ?? [];
  if (sets.length === 0) return [];
  const names = [...new Set(sets.map(({ set }) => set))];
  const shares = [...new Set(sets.map(({ radiusOverNearest }) => radiusOverNearest))];
  const rows = shares.map((share) => ({
    name: `radius ${formatShare(share)}`,
    values: names.map(
      (name) =>
        sets.find(({ set, radiusOverNearest }) => set === name && radiusOverNearest === share)
          ?.total.mean ?? null,
    ),
  }));
  return [
    {
      id: 'regions-complexity-sets-chart',
      title: 'Hyperplanes around data and around noise',
      exactness: 'estimate',
      description: `Units of all layers that switch within a frame around a point: the mean over ${counted(sets[0].points, 'point')} of each set, by the frame’s radius as a share of the median distance between nearest samples. Noise fills the range of every input value uniformly.`,
      tableId: 'regions-complexity-sets',
      drawing: dotRows(
        rows,
        names.map((name) => marks[name]),
        { axisTitle: 'units that switch within the frame', format: formatNumber },
      ),
    },
  ];
}

/** The same as a table, layer by layer. */
export function complexitySetTables({ localComplexity }: RegionsSection): TableView[] {
  const sets = localComplexity?.sets ?? [];
  if (sets.length === 0) return [];
  const caption = 'Units that switch around data and noise, by radius';
  return [tableView('regions-complexity-sets', caption, columnsOf(sets[0]), sets)];
}

function columnsOf({ layers }: ComplexitySet): readonly Column<ComplexitySet>[] {
  return [
    textColumn('Around', ({ set }) => marks[set].label),
    numberColumn('Radius', ({ radius }) => radius),
    numberColumn(
      'Of the nearest distance',
      ({ radiusOverNearest }) => radiusOverNearest,
      'Radius over the median distance between nearest samples',
    ),
    countColumn('Points', ({ points }) => points),
    estimateColumn('All layers', ({ total }) => total, 'Mean ± standard error'),
    numberColumn(
      'Over noise',
      ({ overNoise }) => overNoise,
      'Mean here over the mean around noise at the same radius',
    ),
    ...layers.map(({ layer }, index) =>
      estimateColumn<ComplexitySet>(layer, (row) => row.layers[index].crossings),
    ),
  ];
}
