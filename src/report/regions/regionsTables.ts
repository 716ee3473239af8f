import type { RegionLayer, RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  exactnessColumn,
  numberColumn,
  shareColumn,
  summaryColumns,
  tableView,
  textColumn,
} from '../tableView.ts';
import { baselineTables } from './baselineViews.ts';
import { boundTables } from './boundViews.ts';
import { hashingTables } from './hashingViews.ts';
import { nearestPatternTables } from './nearestPatternViews.ts';
import { complexitySetTables } from './complexitySetViews.ts';
import { inradiusTables } from './inradiusViews.ts';
import { pathTables } from './pathViews.ts';

type LayerColumn = Column<RegionLayer>;

const layerColumn: LayerColumn = textColumn('Layer', ({ layer }) => layer);

/** Tables of the regions part, a row a switching layer in graph order. */
export function regionsTables(section: RegionsSection): TableView[] {
  const { layers, localComplexity } = section;
  if (layers.length === 0) return [];
  const tables = [
    tableView('regions-patterns', 'Activation patterns by layer', patternColumns, layers),
  ];
  if (layers.some(({ seenRate }) => seenRate !== null)) {
    tables.push(tableView('regions-seen', 'Patterns seen in training', seenColumns, layers));
  }
  if (layers.some(({ purity }) => purity !== null)) {
    tables.push(tableView('regions-purity', 'Classes within regions', purityColumns, layers));
  }
  if (localComplexity) {
    const columns = [
      textColumn<CrossingLayer>('Layer', ({ layer }) => layer),
      ...summaryColumns<CrossingLayer>(({ crossings }) => crossings),
    ];
    tables.push(
      tableView(
        'regions-complexity',
        'Units that switch near a sample',
        columns,
        localComplexity.layers,
      ),
    );
  }
  tables.push(...complexitySetTables(section), ...inradiusTables(section));
  tables.push(
    ...nearestPatternTables(section),
    ...pathTables(section),
    ...baselineTables(section),
    ...boundTables(section),
    ...hashingTables(section),
  );
  return tables;
}

type CrossingLayer = NonNullable<RegionsSection['localComplexity']>['layers'][number];

const patternColumns: readonly LayerColumn[] = [
  layerColumn,
  textColumn('Op', ({ op }) => op),
  countColumn('Units', ({ units }) => units),
  countColumn(
    'Patterns',
    ({ distinctPatterns }) => distinctPatterns,
    'Distinct activation patterns of this layer alone',
  ),
  countColumn(
    'Joint',
    ({ cumulative }) => cumulative.distinctPatterns,
    'Distinct patterns of this layer and all before it',
  ),
  countColumn('Singletons', ({ singletons }) => singletons, 'Patterns that a single sample has'),
  numberColumn(
    'Entropy, bits',
    ({ entropyBits }) => entropyBits,
    'Entropy of the distribution of patterns over samples',
  ),
  shareColumn(
    'Active',
    ({ activationRate }) => activationRate,
    'Share of sample and unit pairs that are active',
  ),
  countColumn('Dead', ({ dead }) => dead, 'Units or channels active on no sample'),
  exactnessColumn('Counts are', ({ exactness }) => exactness),
];

const seenColumns: readonly LayerColumn[] = [
  layerColumn,
  shareColumn(
    'Seen',
    ({ seenRate }) => seenRate,
    'Test samples whose pattern in this layer occurs in training',
  ),
  shareColumn(
    'Seen, joint',
    ({ cumulative }) => cumulative.seenRate,
    'The same for this layer and all before it',
  ),
];

const purityColumns: readonly LayerColumn[] = [
  layerColumn,
  shareColumn('Purity', ({ purity }) => purity, 'Samples in the majority class of their region'),
  shareColumn('Purity, joint', ({ cumulative }) => cumulative.purity),
  shareColumn(
    'Mixed regions',
    ({ impureCells }) => impureCells,
    'Regions with more than one class',
  ),
  shareColumn('Mixed, joint', ({ cumulative }) => cumulative.impureCells),
];
