import {
  countColumn,
  numberColumn,
  tableView,
  textColumn,
  type Column,
} from '../../report/tableView.ts';
import { weightsExactness } from '../../report/hyperplanes/layerExactness.ts';
import type { TableView } from '../../report/reportView.ts';
import type { InspectedLayer, InspectedLayers } from '../../protocol/inspect.ts';

type Measured = InspectedLayers['layers'][number];

interface Row {
  readonly layer: InspectedLayer;
  readonly measured: Measured | undefined;
}

/** The layers of a model, those measured so far with the geometry of their weights; the others show dashes. */
export function layerTable(
  layers: readonly InspectedLayer[],
  measured: readonly Measured[],
): TableView {
  const rows = layers.map((layer, place) => ({ layer, measured: measured[place] }));
  return tableView('layers', 'Layers', columns, rows);
}

/** What a measured layer says; `null` for one that is not measured or could not be read. */
function of<T>(
  { measured }: Row,
  figure: (layer: Exclude<Measured, { unread: true }>) => T,
): T | null {
  return measured === undefined || 'unread' in measured ? null : figure(measured);
}

const columns: readonly Column<Row>[] = [
  textColumn('Layer', ({ layer }) => layer.layer),
  textColumn('Op', ({ layer }) => layer.op),
  countColumn('Units', ({ layer }) => layer.units),
  countColumn('Fan-in', ({ layer }) => layer.fanIn, 'Inputs of one unit'),
  textColumn('Followed by', ({ layer }) => layer.nonlinearity ?? '–'),
  numberColumn('Mean ‖w‖', (row) => of(row, ({ norm }) => norm.mean), 'Mean 2-norm of the rows'),
  numberColumn(
    'Mean |cos|',
    (row) => of(row, ({ cosine }) => cosine?.meanAbs),
    'Over pairs of distinct units',
  ),
  numberColumn('Max |cos|', (row) => of(row, ({ cosine }) => cosine?.maxAbs)),
  numberColumn('Spectral norm', (row) => of(row, ({ spectralNorm }) => spectralNorm)),
  numberColumn(
    'Effective rank',
    (row) => of(row, ({ effectiveRank }) => effectiveRank),
    'exp of the entropy of the normalised squared singular values',
  ),
  countColumn(
    'Duplicates',
    (row) => of(row, ({ duplicates }) => duplicates.length),
    'Pairs of units that share one hyperplane',
  ),
  textColumn('Numbers are', (row) => of(row, () => weightsExactness([row.layer])) ?? '–'),
];
