import { rowLabels } from '../charts/labels.ts';
import type {
  ExtrapolationSection,
  ExtrapolationSpace,
  HyperplaneLayer,
  HyperplanesSection,
  RegionLayer,
  RegionsSection,
} from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  exactnessColumn,
  numberColumn,
  shareColumn,
  tableView,
  textColumn,
} from '../tableView.ts';

const hyperplaneColumns: readonly Column<HyperplaneLayer>[] = [
  textColumn('Layer', ({ layer }) => layer),
  textColumn('Op', ({ op }) => op),
  countColumn('Units', ({ units }) => units),
  countColumn('Dead', ({ dead }) => dead?.count ?? null),
  countColumn('Always on', ({ alwaysOn }) => alwaysOn?.count ?? null),
  shareColumn('Active', ({ activationRate }) => activationRate?.mean),
  numberColumn('Mean |cos|', ({ cosine }) => cosine?.meanAbs),
  numberColumn('Max |cos|', ({ cosine }) => cosine?.maxAbs),
  numberColumn('Mean ‖w‖', ({ norm }) => norm.mean),
  numberColumn('Eff. rank', ({ effectiveRank }) => effectiveRank),
];

const regionColumns: readonly Column<RegionLayer>[] = [
  textColumn('Layer', ({ layer }) => layer),
  textColumn('Op', ({ op }) => op),
  countColumn('Units', ({ units }) => units),
  countColumn('Patterns', ({ distinctPatterns }) => distinctPatterns),
  countColumn('Joint', ({ cumulative }) => cumulative.distinctPatterns),
  numberColumn('Bits', ({ entropyBits }) => entropyBits),
  shareColumn('Seen', ({ seenRate }) => seenRate),
  shareColumn('Purity', ({ purity }) => purity),
  exactnessColumn('Counts are', ({ exactness }) => exactness),
];

const spaceColumns: readonly Column<ExtrapolationSpace>[] = [
  textColumn('Space', ({ space }) => space),
  countColumn('Dim', ({ dimension }) => dimension),
  countColumn('Inside', ({ hull }) => hull.inside),
  countColumn('Outside', ({ hull }) => hull.outside),
  countColumn('Undecided', ({ hull }) => hull.undecided),
  numberColumn('Distance', ({ hull }) => hull.distance?.upper.median),
  shareColumn('In range', ({ box, test }) => box.inside / Math.max(1, test)),
];

const accuracyColumns: readonly Column<ExtrapolationSpace>[] = [
  shareColumn('Right inside', ({ accuracy }) => accuracy?.inside),
  shareColumn('Right outside', ({ accuracy }) => accuracy?.outside),
];

const errorColumns: readonly Column<ExtrapolationSpace>[] = [
  numberColumn('Error inside', ({ predictionError }) => predictionError?.inside?.median),
  numberColumn('Error outside', ({ predictionError }) => predictionError?.outside?.median),
];

/** The few columns of each part that a terminal shows, most telling first; the report holds the rest, and long names whole. */
export const hyperplanesTable = ({ layers }: HyperplanesSection): TableView =>
  tableView('hyperplanes', 'Layers', hyperplaneColumns, withShortLayers(layers));
export const regionsTable = ({ layers }: RegionsSection): TableView =>
  tableView('regions', 'Layers', regionColumns, withShortLayers(layers));
export const extrapolationTable = ({ spaces }: ExtrapolationSection): TableView => {
  const labels = rowLabels(spaces.map(({ space }) => space));
  const rows = spaces.map((each, i) => ({ ...each, space: labels[i] }));
  const isRegression = spaces.some(({ predictionError }) => predictionError);
  const columns = [...spaceColumns, ...(isRegression ? errorColumns : accuracyColumns)];
  return tableView('extrapolation', 'Spaces', columns, rows);
};

function withShortLayers<T extends { readonly layer: string }>(layers: readonly T[]): T[] {
  const labels = rowLabels(layers.map(({ layer }) => layer));
  return layers.map((each, i) => ({ ...each, layer: labels[i] }));
}
