import type { Summary } from '../../engine/stats/summary.ts';
import { formatNumber, formatShare } from '../format.ts';
import type { AugmentationGrowth, FunctionChecks } from '../report.ts';
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

/** Tables of how the model behaves along changes and mixtures of the data. */
export function functionTables(checks: FunctionChecks): TableView[] {
  const changes = changeRows(checks);
  const between = betweenRows(checks);
  return [
    ...(changes.length === 0
      ? []
      : [tableView('extrapolation-changes', 'Changes of the images', changeColumns, changes)]),
    ...(between.length === 0
      ? []
      : [
          tableView('extrapolation-between', 'Between and around samples', betweenColumns, between),
        ]),
  ];
}

interface ChangeRow {
  readonly name: string;
  readonly ratio: number | null;
  readonly amount: string;
  readonly outside: number;
  readonly samples: number;
  readonly distance: Summary;
  readonly growth: AugmentationGrowth | undefined;
}

function changeRows({ tangents = [], augmentations = [] }: FunctionChecks): ChangeRow[] {
  return augmentations.map(({ name, amount, unit, outside, samples, distance, growth }) => ({
    name,
    ratio: tangents.find((tangent) => tangent.name === name)?.ratio ?? null,
    amount: amountText(amount, unit),
    outside,
    samples,
    distance,
    growth,
  }));
}

/** "1 pixel", "10 degrees"; a share as a percentage. */
function amountText(amount: number, unit: string): string {
  if (unit === 'share') return formatShare(amount);
  return `${formatNumber(amount)} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
}

const changeColumns: readonly Column<ChangeRow>[] = [
  textColumn('Change', ({ name }) => name),
  numberColumn(
    'Sensitivity',
    ({ ratio }) => ratio,
    'Squared slope of the scores along the change, over that along a random direction: 0 = invariant, 1 = like any direction',
  ),
  textColumn('Amount', ({ amount }) => amount),
  countColumn('Samples', ({ samples }) => samples, 'Training samples changed'),
  shareColumn(
    'Outside',
    ({ outside, samples }) => outside / Math.max(1, samples),
    'Changed training samples outside the hull of the training samples',
  ),
  numberColumn('Distance, median', ({ distance }) => distance.median),
  numberColumn(
    'Dimensions added',
    ({ growth }) => (growth?.affine ? growth.affine.after - growth.affine.before : null),
    'How many dimensions the affine hull of the training samples gains when the changed samples join them',
  ),
  numberColumn(
    'Volume added, log',
    ({ growth }) => growth?.ellipsoid?.logVolumeRatio ?? null,
    'Natural logarithm of the factor by which the smallest ellipsoid around the training samples grows, in their leading principal components',
  ),
];

interface BetweenRow {
  readonly name: string;
  readonly summary: Summary;
}

function betweenRows({ saliency, mixup }: FunctionChecks): BetweenRow[] {
  const row = (name: string, summary: Summary | null | undefined): BetweenRow[] =>
    summary ? [{ name, summary }] : [];
  return [
    ...row('Mixup gap', mixup.gap),
    ...row('Mixup gap, same class', mixup.sameClass),
    ...row('Mixup gap, other class', mixup.otherClass),
    ...row('Salient dimensions in range, share', saliency?.fraction),
    ...row('Salient dimensions, effective number', saliency?.effectiveColumns),
  ];
}

const betweenColumns: readonly Column<BetweenRow>[] = [
  textColumn(
    'Quantity',
    ({ name }) => name,
    'Mixup gap: how far the scores of a mixture are from the mixture of the scores, over the difference of the scores; 0 within one region',
  ),
  ...summaryColumns<BetweenRow>(({ summary }) => summary),
];
