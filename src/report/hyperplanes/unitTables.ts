import type { HyperplanesSection } from '../report.ts';
import type { UnitTableView } from '../reportView.ts';

type UnitColumn = UnitTableView['columns'][number];

/** Per-unit values of every layer that has them, for the page's unit look-up. */
export function unitTables({ layers }: HyperplanesSection): UnitTableView[] {
  return layers.flatMap(({ layer, units, perUnit }) => {
    if (!perUnit) return [];
    const columns: UnitColumn[] = [
      numbers('norm', '‖w‖', 'Norm of the unit’s weights', perUnit.norm),
      numbers('bias', 'Bias', 'The unit’s bias', perUnit.bias),
      numbers(
        'offset',
        'Offset',
        'Distance of the hyperplane from the origin, |b| / ‖w‖',
        perUnit.originDistance,
      ),
    ];
    if (perUnit.activationRate) columns.unshift(rates(perUnit.activationRate));
    return [{ layer, units, columns }];
  });
}

function numbers(
  key: string,
  label: string,
  help: string,
  values: readonly (number | null)[],
): UnitColumn {
  return { key, label, help, format: 'number', values };
}

function rates(values: readonly number[]): UnitColumn {
  const help = 'Share of samples (and positions, in a convolution) on which the unit is active';
  return { key: 'rate', label: 'Activation rate', help, format: 'share', values };
}
