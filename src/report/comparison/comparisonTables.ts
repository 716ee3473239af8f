import { formatCount, formatNumber, formatShare } from '../format.ts';
import { weightsExactness } from '../hyperplanes/layerExactness.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  exactnessColumn,
  shareColumn,
  tableView,
  textColumn,
} from '../tableView.ts';
import type { Comparison, SiteDrift } from './comparison.ts';
import type { LayerFigures, ModelFigures } from './modelTimeline.ts';

/** How the switches of each layer differ (D49), for these samples. */
export function driftTable({ sites }: Comparison): TableView {
  return tableView('drift', 'Regions', driftColumns, sites);
}

const driftColumns: readonly Column<SiteDrift>[] = [
  textColumn('Layer', ({ layer }) => layer),
  textColumn('Op', ({ op }) => op),
  countColumn('Units', ({ units }) => units, 'Units × positions'),
  shareColumn('Units flipped', ({ flipRate }) => flipRate, 'Of all pairs of sample and unit'),
  shareColumn(
    'Samples changed',
    ({ changedSamples }) => changedSamples,
    'Samples with at least one switch in another segment',
  ),
  shareColumn(
    'Nearest quarter',
    ({ changedByDistance }) => changedByDistance?.at(0),
    'Of the samples nearest to a hyperplane of the first model',
  ),
  shareColumn(
    'Farthest quarter',
    ({ changedByDistance }) => changedByDistance?.at(-1),
    'Of the samples farthest from every hyperplane of the first model',
  ),
  exactnessColumn('Shares are', ({ exactness }) => exactness ?? 'exact'),
];

interface LayerPair {
  readonly from: LayerFigures;
  readonly to: LayerFigures;
}

/** The hyperplanes of each layer before and after; sorted by the difference. Layers without a counterpart are left out. */
export function hyperplaneTable(from: ModelFigures, to: ModelFigures): TableView {
  return tableView('hyperplanes', 'Hyperplanes', hyperplaneColumns, pairedLayers(from, to));
}

/** Layers of the same name, else the next one of the same size: an exporter that renames keeps the order. */
function pairedLayers({ layers: from }: ModelFigures, { layers: to }: ModelFigures): LayerPair[] {
  const free = [...to];
  return from.flatMap((layer) => {
    const fitting = free.filter(({ op, units }) => op === layer.op && units === layer.units);
    const match = fitting.find((other) => other.layer === layer.layer) ?? fitting[0];
    if (match === undefined) return [];
    free.splice(free.indexOf(match), 1);
    return [{ from: layer, to: match }];
  });
}

const hyperplaneColumns: readonly Column<LayerPair>[] = [
  textColumn('Layer', ({ from }) => from.layer),
  changeColumn('Mean ‖w‖', ({ meanNorm }) => meanNorm),
  changeColumn('Mean |cos|', ({ meanAbsCosine }) => meanAbsCosine),
  changeColumn('Orthogonality penalty', ({ orthogonalityPenalty }) => orthogonalityPenalty),
  changeColumn('Spectral norm', ({ spectralNorm }) => spectralNorm),
  changeColumn('Effective rank', ({ effectiveRank }) => effectiveRank),
  changeColumn('Never active', ({ dead }) => dead, formatCount),
  changeColumn('Activation rate', ({ activationRate }) => activationRate, formatShare),
  textColumn('Numbers are', ({ from, to }) =>
    weightsExactness([from, to].map(({ units, fanIn = units }) => ({ units, fanIn }))),
  ),
];

/** "4.146 → 4.201", sorted by the difference; one number where nothing changed. */
function changeColumn(
  label: string,
  figure: (layer: LayerFigures) => number | null,
  format: (value: number) => string = formatNumber,
): Column<LayerPair> {
  return {
    label,
    numeric: true,
    cell: ({ from, to }) => {
      const [before, after] = [figure(from), figure(to)];
      if (before === null || after === null) return { value: null, text: '–' };
      const [first, second] = [format(before), format(after)];
      return { value: after - before, text: first === second ? first : `${first} → ${second}` };
    },
  };
}
