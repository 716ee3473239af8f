import type { HyperplaneLayer, HyperplanesSection } from '../report.ts';
import type { UnitDistancesSection } from '../regions/neighbourhoodSections.ts';
import type { UnitTableView } from '../reportView.ts';

type UnitColumn = UnitTableView['columns'][number];
type PerUnit = NonNullable<HyperplaneLayer['perUnit']>;

/** Per-unit values of every layer that has them, for the page's unit look-up. */
export function unitTables(
  { layers }: HyperplanesSection,
  distances?: UnitDistancesSection,
): UnitTableView[] {
  return layers.flatMap(({ layer, units, perUnit }) => {
    if (!perUnit) return [];
    const { extremes, weights = [], rateMaps = [] } = perUnit;
    return [
      {
        layer,
        units,
        columns: [
          ...activityColumns(perUnit),
          ...distanceColumns(perUnit),
          ...inputDistanceColumn(layer, units, perUnit, distances),
          ...weightColumns(perUnit),
        ],
        ...(weights.length > 0 && { weights }),
        ...(rateMaps.length > 0 && { rateMaps }),
        ...(extremes && { top: extremes.top }),
      },
    ];
  });
}

function activityColumns({ activationRate }: PerUnit): UnitColumn[] {
  if (!activationRate) return [];
  return [
    {
      key: 'rate',
      label: 'Activation rate',
      help: 'Share of samples (and positions, in a convolution) on which the unit is active; exact on these samples',
      format: 'share',
      values: activationRate,
    },
    numbers(
      'entropy',
      'Entropy (bits)',
      'Of the unit being active or not: 0 where it never changes, 1 where it is active half of the time',
      activationRate.map(binaryEntropy),
    ),
  ];
}

const inInput = 'in the model’s input, exact';
const inLayer =
  'in the layer’s own input space: it depends on how the layers before are scaled, so compare it within the layer only';

function distanceColumns({ extremes }: PerUnit): UnitColumn[] {
  if (!extremes) return [];
  const where = extremes.space === 'input' ? inInput : inLayer;
  return [
    numbers(
      'nearest',
      'Nearest sample',
      `Least distance of a sample to the unit’s hyperplane, |z| / ‖w‖, ${where}`,
      extremes.nearest,
    ),
    numbers(
      'mean-distance',
      'Mean distance',
      `Mean distance of the samples to the unit’s hyperplane, ${where}`,
      extremes.mean,
    ),
  ];
}

/** For layers whose own distances are not the input's. */
function inputDistanceColumn(
  layer: string,
  units: number,
  { extremes }: PerUnit,
  distances: UnitDistancesSection | undefined,
): UnitColumn[] {
  const found = distances?.layers.find((each) => each.layer === layer);
  if (!found || found.nearest.length !== units || extremes?.space === 'input') return [];
  const help = `Least distance in the model’s input to the unit’s boundary, |z| / ‖∂z/∂x‖, from ${distances!.samples} of the samples: exact where nothing else switches on the way, else an estimate`;
  return [numbers('input-distance', 'Nearest in input', help, found.nearest)];
}

function weightColumns({ norm, bias, originDistance }: PerUnit): UnitColumn[] {
  return [
    numbers('norm', '‖w‖', 'Norm of the unit’s weights', norm),
    numbers('bias', 'Bias', 'The unit’s bias', bias),
    numbers(
      'offset',
      'Offset',
      'Distance of the hyperplane from the origin, |b| / ‖w‖',
      originDistance,
    ),
  ];
}

function numbers(
  key: string,
  label: string,
  help: string,
  values: readonly (number | null)[],
): UnitColumn {
  return { key, label, help, format: 'number', values };
}

/** Entropy of a coin that shows heads with probability `p`, in bits. */
function binaryEntropy(p: number): number {
  if (p <= 0 || p >= 1) return 0;
  return -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
}
