import { formatShare } from '../format.ts';
import type { HyperplaneLayer, HyperplanesSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  shareColumn,
  summaryColumns,
  tableView,
  textColumn,
} from '../tableView.ts';

type LayerColumn = Column<HyperplaneLayer>;

const layerColumn: LayerColumn = textColumn('Layer', ({ layer }) => layer);
const unitsColumn: LayerColumn = countColumn('Units', ({ units }) => units);

/** One table behind each chart of the hyperplanes part, a row a layer in graph order. */
export function hyperplanesTables({ layers }: HyperplanesSection): TableView[] {
  if (layers.length === 0) return [];
  const active = layers.filter(({ activationRate }) => activationRate);
  const weights = [
    tableView('hyperplanes-directions', 'Directions by layer', directionColumns, layers),
    ...spectrumTable(layers),
    tableView('hyperplanes-weights', 'Weights by layer', weightColumns, layers),
  ];
  if (active.length === 0) return weights;
  return [
    tableView('hyperplanes-activity', 'Units by layer', activityColumnsOf(active), active),
    tableView('hyperplanes-rates', 'Activation rate by layer', rateColumns, active),
    tableView(
      'hyperplanes-boundaries',
      'Distance to the nearest hyperplane',
      boundaryColumns,
      active,
    ),
    ...weights,
  ];
}

const activityColumns: readonly LayerColumn[] = [
  layerColumn,
  textColumn('Op', ({ op }) => op),
  textColumn('Nonlinearity', ({ nonlinearity }) => nonlinearity ?? '–'),
  unitsColumn,
  countColumn('Dead', ({ dead }) => dead?.count ?? null, 'Units that are active on no sample'),
  shareColumn('Dead share', ({ dead, units }) => (dead ? dead.count / Math.max(1, units) : null)),
  countColumn(
    'Proved dead',
    ({ dead }) => dead?.certified?.count ?? null,
    'Units that no input in the range box of these samples can activate, by interval bounds',
  ),
  countColumn(
    'Always on',
    ({ alwaysOn }) => alwaysOn?.count ?? null,
    'Units that are active on every sample',
  ),
];

/** Saturation is a column where some layer has an upper corner. */
function activityColumnsOf(layers: readonly HyperplaneLayer[]): readonly LayerColumn[] {
  const saturates = layers.some(({ saturationRate }) => saturationRate);
  return saturates ? [...activityColumns, saturationColumn] : activityColumns;
}

const saturationColumn: LayerColumn = shareColumn(
  'Saturated',
  ({ saturationRate }) => saturationRate?.mean,
  'Mean share of samples above the upper corner of the nonlinearity, where the unit is constant',
);

const rateColumns: readonly LayerColumn[] = [
  layerColumn,
  unitsColumn,
  ...summaryColumns<HyperplaneLayer>(({ activationRate }) => activationRate ?? null, formatShare),
];

const boundaryColumns: readonly LayerColumn[] = [
  layerColumn,
  ...summaryColumns<HyperplaneLayer>(({ boundaryDistance }) => boundaryDistance ?? null),
];

const directionColumns: readonly LayerColumn[] = [
  layerColumn,
  unitsColumn,
  countColumn('Fan-in', ({ fanIn }) => fanIn, 'Weights of one unit'),
  numberColumn('Mean |cos|', ({ cosine }) => cosine?.meanAbs, 'Over all pairs of distinct units'),
  numberColumn(
    'Random',
    ({ cosine }) => cosine?.nullMeanAbs,
    'Mean |cos| of independent random directions of this dimension',
  ),
  numberColumn('Largest |cos|', ({ cosine }) => cosine?.maxAbs),
  numberColumn(
    'Welch bound',
    ({ cosine }) => cosine?.welchBound,
    'Least possible largest |cos| of so many directions in this dimension; 0 where all can be orthogonal',
  ),
  textColumn(
    'Pair',
    ({ cosine }) => cosine?.pair.join(', ') ?? '–',
    'The two units with the largest |cos|',
  ),
  countColumn(
    'Duplicates',
    ({ duplicates }) => duplicates.length,
    'Pairs of units with the same hyperplane',
  ),
  numberColumn(
    'Orthogonality penalty',
    ({ orthogonalityPenalty }) => orthogonalityPenalty,
    '‖ŴŴᵀ − I‖² in the Frobenius norm, rows normalised',
  ),
];

function spectrumTable(layers: readonly HyperplaneLayer[]): TableView[] {
  const rows = layers.filter(({ singularValues }) => singularValues);
  if (rows.length === 0) return [];
  return [tableView('hyperplanes-spectrum', 'Singular values by layer', spectrumColumns, rows)];
}

const spectrumColumns: readonly LayerColumn[] = [
  layerColumn,
  unitsColumn,
  countColumn('Fan-in', ({ fanIn }) => fanIn, 'Weights of one unit'),
  numberColumn(
    'Largest',
    ({ singularValues }) => singularValues?.largest,
    'Largest singular value over the root mean square one',
  ),
  numberColumn(
    'Random, least',
    ({ singularValues }) => singularValues?.randomEdges[0],
    'Marchenko–Pastur edge: least singular value of random weights of this shape, in the same unit',
  ),
  numberColumn(
    'Random, largest',
    ({ singularValues }) => singularValues?.randomEdges[1],
    'Marchenko–Pastur edge: largest singular value of random weights of this shape, in the same unit',
  ),
];

const weightColumns: readonly LayerColumn[] = [
  layerColumn,
  textColumn('Op', ({ op }) => op),
  unitsColumn,
  countColumn('Fan-in', ({ fanIn }) => fanIn, 'Weights of one unit'),
  numberColumn('Mean ‖w‖', ({ norm }) => norm.mean),
  numberColumn('Largest ‖w‖', ({ norm }) => norm.max),
  numberColumn('Mean bias', ({ bias }) => bias.mean),
  numberColumn(
    'Median offset',
    ({ originDistance }) => originDistance?.median,
    'Distance of a hyperplane from the origin, |b| / ‖w‖',
  ),
  numberColumn(
    'Spectral norm',
    ({ spectralNorm }) => spectralNorm,
    'Largest singular value of the weight matrix',
  ),
  numberColumn('Stable rank', ({ stableRank }) => stableRank, '‖W‖² (Frobenius) / ‖W‖² (spectral)'),
  numberColumn(
    'Effective rank',
    ({ effectiveRank }) => effectiveRank,
    'exp of the entropy of the normalised squared singular values',
  ),
];
