import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { formatNumber } from '../format.ts';
import type { ExtrapolationSpace } from '../report.ts';
import type { TableView } from '../reportView.ts';
import type { PredictionErrorSection } from './extrapolationSection.ts';
import { type Column, countColumn, numberColumn, tableView, textColumn } from '../tableView.ts';

type Judged = PredictionErrorSection & { readonly space: string };

/** Tables of the errors of a model that predicts numbers, inside and outside the hull and by distance; none without numbers to predict. */
export function errorTables(spaces: readonly ExtrapolationSpace[]): TableView[] {
  const judged = spaces.flatMap(({ space, predictionError }): Judged[] =>
    predictionError ? [{ ...predictionError, space }] : [],
  );
  if (judged.length === 0) return [];
  const groups = judged.flatMap(({ space, deciles }) =>
    deciles.map((group, i) => ({ ...group, space, place: i + 1 })),
  );
  return [
    tableView('extrapolation-error', 'Prediction errors by space', errorColumns(judged), judged),
    tableView(
      'extrapolation-error-deciles',
      'Prediction error by distance to the hull',
      groupColumns,
      groups,
    ),
  ];
}

function errorColumns(judged: readonly Judged[]): Column<Judged>[] {
  const scores = [
    ...new Set(judged.flatMap(({ rankCorrelation }) => Object.keys(rankCorrelation))),
  ];
  return [
    textColumn('Space', ({ space }) => space),
    numberColumn(
      'Inside',
      ({ inside }) => inside?.median,
      'Median error on test samples inside the hull',
    ),
    numberColumn(
      'Outside',
      ({ outside }) => outside?.median,
      'Median error on test samples outside the hull',
    ),
    ...scores.map((score) =>
      textColumn<Judged>(
        `Rank correlation, ${score}`,
        (entry) => correlationText(entry, score),
        'Spearman’s rank correlation of the score with the error, with its 95% interval: 0 is no relation, 1 the same order',
      ),
    ),
  ];
}

function correlationText(
  { rankCorrelation, rankCorrelationInterval }: Judged,
  score: string,
): string {
  const value = rankCorrelation[score] ?? null;
  if (value === null) return '–';
  const interval = rankCorrelationInterval[score];
  return interval
    ? `${formatNumber(value)} (${formatNumber(interval[0])} to ${formatNumber(interval[1])})`
    : formatNumber(value);
}

interface PlacedGroup {
  readonly space: string;
  readonly place: number;
  readonly upTo: number;
  readonly samples: number;
  readonly median: number;
}

const groupColumns: readonly Column<PlacedGroup>[] = [
  textColumn('Space', ({ space }) => space),
  countColumn('Tenth', ({ place }) => place, 'Test samples by distance to the hull, nearest first'),
  numberColumn('Distance up to', ({ upTo }) => upTo),
  countColumn('Samples', ({ samples }) => samples),
  numberColumn('Median error', ({ median }) => median),
];

/** Marks of the two sides of the hull. */
export const hullSides: readonly Series[] = [
  { label: 'inside the hull', colour: slots.series1, shape: 'circle' },
  { label: 'outside the hull', colour: slots.series2, shape: 'diamond' },
];

/** Median errors on both sides of the hull, by space. */
export function errorChart(spaces: readonly ExtrapolationSpace[]): ChartSource[] {
  const rows = spaces.flatMap(({ space, predictionError }) =>
    predictionError
      ? [
          {
            name: space,
            values: [
              predictionError.inside?.median ?? null,
              predictionError.outside?.median ?? null,
            ],
          },
        ]
      : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'extrapolation-error-chart',
      title: 'Error inside and outside',
      description:
        'Median distance between what the model predicts and what it should, on test samples inside and outside the hull.',
      tableId: 'extrapolation-error',
      exactness: 'exact',
      drawing: dotRows(rows, hullSides, { axisTitle: 'median error', format: formatNumber }),
    },
  ];
}
