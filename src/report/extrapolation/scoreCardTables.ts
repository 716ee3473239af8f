import { formatNumber, formatShare } from '../format.ts';
import type {
  ClassSection,
  DistanceGroup,
  ExtrapolationSection,
  ExtrapolationSpace,
} from '../report.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  shareColumn,
  tableView,
  textColumn,
} from '../tableView.ts';

type SpaceColumn = Column<ExtrapolationSpace>;

const spaceColumn: SpaceColumn = textColumn('Space', ({ space }) => space);

/** Tables of the score card: definitions side by side, dimensions, calibration, accuracy by distance, classes. Empty ones are left out. */
export function scoreCardTables({ spaces }: ExtrapolationSection): TableView[] {
  const tables: TableView[] = [];
  const add = (
    id: string,
    caption: string,
    columns: readonly SpaceColumn[],
    has: (space: ExtrapolationSpace) => unknown,
  ): void => {
    const rows = spaces.filter((space) => has(space) !== undefined);
    if (rows.length > 0) tables.push(tableView(id, caption, columns, rows));
  };
  add('extrapolation-shapes', 'Inside, by definition', shapeColumns, ({ ball }) => ball);
  add(
    'extrapolation-dimensions',
    'Dimension of the training samples',
    dimensionColumns,
    (space) => space.dimensions,
  );
  add(
    'extrapolation-calibration',
    'Distance against the training samples’ own',
    calibrationColumns,
    (space) => space.relativeDistance,
  );
  add(
    'extrapolation-mixtures',
    'Samples inside the hull',
    mixtureColumns,
    ({ mixture }) => mixture,
  );
  return [...tables, ...decileTable(spaces), ...classTable(spaces)];
}

function shareOf(inside: number | undefined, { test }: ExtrapolationSpace): number | undefined {
  return inside === undefined ? undefined : inside / Math.max(1, test);
}

const boundHelp =
  'At most this share of new samples of the same law, whatever it is, falls outside';

const shapeColumns: readonly SpaceColumn[] = [
  spaceColumn,
  shareColumn('Convex hull', ({ hull }) => hull.insideFraction),
  shareColumn('Range box', (space) => shareOf(space.box.inside, space)),
  shareColumn('Box bound', ({ coverageBounds }) => coverageBounds?.box, boundHelp),
  shareColumn(
    'Smallest ellipsoid',
    (space) => shareOf(space.ellipsoid?.inside, space),
    'Minimum-volume ellipsoid around the training samples',
  ),
  shareColumn('Ellipsoid bound', ({ coverageBounds }) => coverageBounds?.ellipsoid, boundHelp),
  shareColumn('Smallest ball', (space) => shareOf(space.ball?.inside, space)),
  shareColumn('Ball bound', ({ coverageBounds }) => coverageBounds?.ball, boundHelp),
  shareColumn(
    'Ball around the mean',
    (space) => shareOf(space.ball?.centroid.inside, space),
    'The ball around the mean training sample that reaches the farthest one',
  ),
  numberColumn(
    'Ellipsoid ε',
    ({ ellipsoid }) => ellipsoid?.epsilon,
    'How far from the least the ellipsoid may be: its volume is at most (1 + ε)^((d + 1) / 2) times that',
  ),
];

const dimensionColumns: readonly SpaceColumn[] = [
  spaceColumn,
  countColumn('Columns', ({ dimension }) => dimension),
  countColumn(
    'Affine hull',
    ({ dimensions }) => dimensions?.affine ?? null,
    'Dimension of the flat that the training samples span',
  ),
  ...[0.5, 0.8, 0.9, 0.95, 0.99, 0.999].map((share) =>
    countColumn<ExtrapolationSpace>(
      `Components for ${formatShare(share)}`,
      ({ dimensions }) =>
        dimensions?.components.find((entry) => entry.share === share)?.count ?? null,
      'Principal components that carry this share of the variance',
    ),
  ),
  numberColumn('Participation ratio', ({ dimensions }) => dimensions?.participationRatio),
  numberColumn('Effective rank', ({ dimensions }) => dimensions?.effectiveRank),
  textColumn(
    'Two neighbours',
    ({ dimensions }) => {
      const estimate = dimensions?.twoNearestNeighbours;
      return estimate
        ? `${formatNumber(estimate.dimension)} ± ${formatNumber(estimate.standardError)}`
        : '–';
    },
    'Intrinsic dimension from the distances to the two nearest neighbours, with its standard error',
  ),
  shareColumn('Inside, measured', ({ hull }) => hull.insideFraction),
  shareColumn(
    'Inside, Gaussian',
    ({ gaussianNull }) => gaussianNull?.insideFraction,
    'Share inside for Gaussian samples of as many dimensions as the affine hull has',
  ),
  countColumn(
    'Gaussian dimension',
    ({ gaussianNull }) => gaussianNull?.equivalentDimension ?? null,
    'Largest dimension in which as many Gaussian samples would still have this share inside; not an intrinsic dimension',
  ),
];

const calibrationColumns: readonly SpaceColumn[] = [
  spaceColumn,
  numberColumn(
    'Over neighbours',
    ({ relativeDistance }) => relativeDistance?.toNeighbour,
    'Median distance to the hull over the median distance between nearest training samples',
  ),
  numberColumn(
    'Over diameter',
    ({ relativeDistance }) => relativeDistance?.toDiameter,
    'Median distance to the hull over the diameter of the training samples',
  ),
  numberColumn(
    'Over held-out',
    ({ relativeDistance }) => relativeDistance?.toHeldOut,
    'Median distance to the hull over that of training samples held out of it: 1 = test samples are no farther than training samples',
  ),
  countColumn(
    'Held out',
    ({ calibration }) => calibration?.heldOut ?? null,
    'Training samples held out',
  ),
  countColumn('Held out, inside', ({ calibration }) => calibration?.inside ?? null),
  numberColumn(
    'Median p-value',
    ({ calibration }) => calibration?.pValue.median,
    'About 0.5 when test samples are like training samples, small when they lie farther out',
  ),
  shareColumn(
    'p ≤ 0.05',
    ({ calibration }) => calibration?.rejectedAt5Percent,
    'About 5% when test samples are like training samples',
  ),
  numberColumn(
    'Neighbour ratio',
    ({ neighbours }) => neighbours?.ratio?.median,
    'Median distance of a test sample to its nearest training sample, over that of training samples',
  ),
  shareColumn(
    'Neighbours agree',
    ({ neighbours }) => neighbours?.agreement,
    'Test samples whose ten nearest training samples vote for the predicted class',
  ),
  shareColumn(
    'Neighbours right',
    ({ neighbours }) => neighbours?.accuracy,
    'Test samples whose ten nearest training samples vote for the true class: what the space itself knows',
  ),
];

const mixtureColumns: readonly SpaceColumn[] = [
  spaceColumn,
  countColumn('Inside', ({ mixture }) => mixture?.samples ?? null),
  countColumn(
    'Of several classes',
    ({ mixture }) => mixture?.ofSeveralClasses ?? null,
    'Samples whose certificate mixes training samples of two or more classes',
  ),
  numberColumn(
    'Entropy, median',
    ({ mixture }) => mixture?.entropyBits.median,
    'Entropy of the class weights in bits: 0 = one class',
  ),
  shareColumn(
    'Heaviest class predicted',
    ({ mixture }) => mixture?.agreement,
    'Samples for which the class of most weight is the class the model predicts',
  ),
  shareColumn(
    'Delaunay class predicted',
    ({ delaunay }) => delaunay?.agreement,
    'The same for the Delaunay simplex, which mixes the nearest training samples; up to 20 dimensions and 10,000 training samples',
  ),
  shareColumn(
    'Delaunay accuracy',
    ({ delaunay }) => delaunay?.accuracy,
    'Accuracy of the Delaunay interpolant of the training labels on these samples',
  ),
];

interface PlacedGroup extends DistanceGroup {
  readonly space: string;
  readonly place: number;
}

function decileTable(spaces: readonly ExtrapolationSpace[]): TableView[] {
  const rows = spaces.flatMap(({ space, distanceDeciles = [] }) =>
    distanceDeciles.map((group, i): PlacedGroup => ({ ...group, space, place: i + 1 })),
  );
  if (rows.length === 0) return [];
  const columns: readonly Column<PlacedGroup>[] = [
    textColumn('Space', ({ space }) => space),
    countColumn(
      'Tenth',
      ({ place }) => place,
      'Test samples by distance to the hull, nearest first',
    ),
    numberColumn('Distance up to', ({ upTo }) => upTo),
    countColumn('Samples', ({ samples }) => samples),
    shareColumn('Accuracy', ({ accuracy }) => accuracy),
  ];
  return [tableView('extrapolation-deciles', 'Accuracy by distance to the hull', columns, rows)];
}

interface PlacedClass extends ClassSection {
  readonly space: string;
}

function classTable(spaces: readonly ExtrapolationSpace[]): TableView[] {
  const rows = spaces.flatMap(({ space, classes = [] }) =>
    classes.map((entry): PlacedClass => ({ ...entry, space })),
  );
  if (rows.length === 0) return [];
  const columns: readonly Column<PlacedClass>[] = [
    textColumn('Space', ({ space }) => space),
    countColumn('Class', (row) => row.class, 'Class the model predicts'),
    countColumn('Training', ({ train }) => train, 'Training samples of that class'),
    countColumn('Test', ({ test }) => test, 'Test samples predicted to be of that class'),
    countColumn('Inside', ({ inside }) => inside, 'Inside the hull of the class'),
    countColumn('Undecided', ({ undecided }) => undecided),
    countColumn(
      'In range',
      ({ insideBox }) => insideBox,
      'In the range of the class in every dimension',
    ),
    numberColumn('Distance, median', ({ distance }) => distance.median),
    numberColumn('Distance, largest', ({ distance }) => distance.max),
  ];
  return [
    tableView(
      'extrapolation-classes',
      'Against the training samples of the predicted class',
      columns,
      rows,
    ),
  ];
}
