import { formatNumber, formatShare } from '../format.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { errorTables } from './errorViews.ts';
import { functionTables } from './functionTables.ts';
import { spaceNotesTable } from './spaceNotes.ts';
import { sampleTable } from './sampleTable.ts';
import { scoreCardTables } from './scoreCardTables.ts';
import { sweepTables } from './sweepViews.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  shareColumn,
  summaryColumns,
  tableView,
  textColumn,
} from '../tableView.ts';

type SpaceColumn = Column<ExtrapolationSpace>;

const spaceColumn: SpaceColumn = textColumn('Space', ({ space }) => space);

/** Tables of the extrapolation part: a row a space, then the most extrapolating samples. */
export function extrapolationTables(section: ExtrapolationSection): TableView[] {
  const { spaces, samples, functionChecks, sweep } = section;
  if (spaces.length === 0) return [];
  const tables = [
    tableView('extrapolation-verdicts', 'Hull verdicts by space', verdictColumns, spaces),
    tableView('extrapolation-box', 'Training range by space', boxColumns, spaces),
  ];
  const measured = spaces.filter(({ hull }) => hull.distance);
  if (measured.length > 0) {
    tables.push(
      tableView(
        'extrapolation-distances',
        'Distance to the hull by space',
        distanceColumns,
        measured,
      ),
    );
  }
  const judged = spaces.filter(({ accuracy, errorAuroc }) => accuracy ?? errorAuroc);
  if (judged.length > 0) {
    tables.push(
      tableView('extrapolation-accuracy', 'Accuracy by space', accuracyColumns(judged), judged),
    );
  }
  tables.push(...errorTables(spaces), ...scoreCardTables(section));
  if (functionChecks) tables.push(...functionTables(functionChecks));
  if (sweep) tables.push(...sweepTables(sweep));
  if (samples.length > 0) tables.push(sampleTable(samples));
  tables.push(...spaceNotesTable(section));
  return tables;
}

const verdictColumns: readonly SpaceColumn[] = [
  spaceColumn,
  countColumn('Dimensions', ({ dimension }) => dimension),
  countColumn(
    'Varying',
    ({ effectiveDimension }) => effectiveDimension,
    'Dimensions that are not constant over the training samples',
  ),
  countColumn('Training', ({ train }) => train, 'Training samples'),
  countColumn('Test', ({ test }) => test, 'Test samples'),
  countColumn('Inside', ({ hull }) => hull.inside),
  countColumn('Outside', ({ hull }) => hull.outside),
  countColumn('Undecided', ({ hull }) => hull.undecided),
  shareColumn('Share inside', ({ hull }) => hull.insideFraction),
  textColumn(
    '95% interval',
    ({ hull }) => `${formatShare(hull.interval[0])} to ${formatShare(hull.interval[1])}`,
    'Wilson interval of the share inside',
  ),
  countColumn(
    'Duplicates',
    ({ hull }) => hull.duplicates,
    'Test samples that equal a training sample',
  ),
];

const distanceColumns: readonly SpaceColumn[] = [
  spaceColumn,
  ...summaryColumns<ExtrapolationSpace>(({ hull }) => hull.distance?.upper ?? null),
  shareColumn(
    'Gap',
    ({ hull }) => hull.distance?.relativeGap,
    'Largest relative gap between the certified lower and upper bound',
  ),
];

const boxColumns: readonly SpaceColumn[] = [
  spaceColumn,
  countColumn(
    'Inside the box',
    ({ box }) => box.inside,
    'Test samples in range in every dimension',
  ),
  shareColumn('Share', ({ box, test }) => box.inside / Math.max(1, test)),
  shareColumn('Dimensions in range, mean', ({ box }) => box.fractionOfDimensions.mean),
  shareColumn('Dimensions in range, least', ({ box }) => box.fractionOfDimensions.min),
];

function accuracyColumns(spaces: readonly ExtrapolationSpace[]): SpaceColumn[] {
  const scores = [...new Set(spaces.flatMap(({ errorAuroc }) => Object.keys(errorAuroc ?? {})))];
  return [
    spaceColumn,
    shareColumn(
      'Inside',
      ({ accuracy }) => accuracy?.inside,
      'Accuracy on test samples inside the hull',
    ),
    shareColumn(
      'Outside',
      ({ accuracy }) => accuracy?.outside,
      'Accuracy on test samples outside the hull',
    ),
    ...scores.map((score) =>
      numberColumn<ExtrapolationSpace>(
        `Error AUROC, ${score}`,
        ({ errorAuroc }) => errorAuroc?.[score],
        'How well the score ranks the model’s errors above its successes: 0.5 is chance, 1 is perfect',
      ),
    ),
    ...(spaces.some(({ bestScore }) => bestScore)
      ? [
          textColumn<ExtrapolationSpace>(
            'Best score',
            bestScoreText,
            'The score that ranks errors best, with the 95% interval of its AUROC; the interval of a useful score stays above 0.5',
          ),
        ]
      : []),
  ];
}

function bestScoreText({ bestScore, errorAurocInterval }: ExtrapolationSpace): string {
  const interval = bestScore && errorAurocInterval?.[bestScore];
  if (!bestScore || !interval) return '–';
  return `${bestScore} (${formatNumber(interval[0])} to ${formatNumber(interval[1])})`;
}
