import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { type CurveMark, type CurvePoint, curves } from '../charts/curves.ts';
import type { Series } from '../charts/drawing.ts';
import { formatCount, formatShare } from '../format.ts';
import type { SweepClaim, SweepCurve, SweepPoint, SweepResult } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { type Column, countColumn, shareColumn, tableView, textColumn } from '../tableView.ts';
import { depthDrawing } from './depthChart.ts';

type Kind = SweepCurve['kind'];

const gaussian: Series = {
  label: 'Gaussian samples would be',
  colour: slots.muted,
  shape: 'dashes',
};
const spaceSeries: Readonly<Record<'patch' | 'pool' | 'pca', Series>> = {
  pca: { label: 'leading principal components', colour: slots.series1, shape: 'circle' },
  patch: { label: 'centre patches', colour: slots.series2, shape: 'diamond' },
  pool: { label: 'pooled images', colour: slots.series3, shape: 'square' },
};
const measured: Series = {
  label: 'test samples inside',
  colour: slots.series1,
  shape: 'circle',
};

/** The charts of a sweep: rates against dimension, against the number of training samples, and from layer to layer. */
export function sweepCharts(sweep: SweepResult): ChartSource[] {
  return [...dimensionChart(sweep), ...trainChart(sweep), ...layerChart(sweep)];
}

function dimensionChart({ curves: all, claims }: SweepResult): ChartSource[] {
  const kinds = ['pca', 'patch', 'pool'] as const;
  const points = kinds.flatMap((kind) =>
    pointsOf(all, kind).flatMap((point) => measuredPoint(spaceSeries[kind].label, point)),
  );
  if (points.length === 0) return [];
  const nulls = kinds.flatMap((kind) => pointsOf(all, kind)).flatMap((point) => nullPoint(point));
  return [
    {
      id: 'sweep-dimension-chart',
      title: 'Inside the hull, against dimension',
      description:
        'Share of test samples inside the training hull in spaces of growing dimension, with 95% intervals, beside what as many Gaussian samples would show (none above 48 dimensions). Dashed verticals: the dimensions that the talk speaks of.',
      tableId: 'sweep-points',
      drawing: curves([...points, ...byPlace(nulls)], [...Object.values(spaceSeries), gaussian], {
        xTitle: 'dimension of the affine hull of the training samples',
        yTitle: 'share of test samples inside',
        marks: claims.map(dimensionMark),
      }),
    },
  ];
}

/** Words of a claim that fit beside its line. */
function dimensionMark({ dimension, train }: SweepClaim): CurveMark {
  return {
    x: dimension,
    label: train === null ? `${dimension}: none inside` : `${dimension}: needs ${powerOf(train)}`,
  };
}

function powerOf(count: number): string {
  const exponent = Math.log2(count);
  return Number.isInteger(exponent) ? `2^${exponent} samples` : `${formatCount(count)} samples`;
}

function trainChart({ curves: all, claims }: SweepResult): ChartSource[] {
  const curve = all.find(({ kind }) => kind === 'train');
  if (!curve) return [];
  const at = (point: SweepPoint): number => point.train;
  const dimension = Math.max(...curve.points.map(({ affineDimension }) => affineDimension));
  const spoken = claims.flatMap((claim) =>
    claim.train !== null && dimension >= claim.dimension
      ? [{ x: claim.train, label: `needed: ${powerOf(claim.train)}` }]
      : [],
  );
  const points = [
    ...curve.points.flatMap((point) => measuredPoint(measured.label, point, at)),
    ...curve.points.flatMap((point) => nullPoint(point, at)),
  ];
  return [
    {
      id: 'sweep-train-chart',
      title: `Inside the hull, against the number of training samples (${curve.space})`,
      description:
        'Share of test samples inside the hull of the first training samples in one space, with 95% intervals, beside what as many Gaussian samples would show (none above 48 dimensions).',
      tableId: 'sweep-points',
      drawing: curves(points, [measured, gaussian], {
        xTitle: 'training samples',
        yTitle: 'share of test samples inside',
        marks: spoken,
      }),
    },
  ];
}

function layerChart({ curves: all }: SweepResult): ChartSource[] {
  const points = pointsOf(all, 'layer');
  if (points.length === 0) return [];
  return [
    {
      id: 'sweep-layer-chart',
      title: 'Inside the hull, from layer to layer',
      description:
        'Share of test samples inside the training hull from the input to the logits, in the order of the model, beside what Gaussian samples of the same number and affine dimension would show (none above 48 dimensions).',
      tableId: 'sweep-points',
      drawing: depthDrawing(
        points.map(({ label, insideFraction, gaussianNull }) => ({
          name: label ?? '',
          values: [insideFraction, gaussianNull],
        })),
      ),
    },
  ];
}

function pointsOf(all: readonly SweepCurve[], kind: Kind): readonly SweepPoint[] {
  return all.flatMap((curve) => (curve.kind === kind ? curve.points : []));
}

/** None for a point hull, which has no place on a logarithmic axis. */
function measuredPoint(series: string, point: SweepPoint, at = dimensionOf): CurvePoint[] {
  const { insideFraction, interval, undecided } = point;
  if (at(point) < 1) return [];
  const open = undecided > 0 ? `, ${formatCount(undecided)} undecided` : '';
  return [
    {
      series,
      x: at(point),
      share: insideFraction,
      interval,
      text: `${formatShare(insideFraction)} inside in ${formatCount(dimensionOf(point))} dimensions, ${formatCount(point.train)} training samples${open}`,
    },
  ];
}

function nullPoint(point: SweepPoint, at = dimensionOf): CurvePoint[] {
  const { gaussianNull } = point;
  if (gaussianNull === null) return [];
  const text = formatShare(gaussianNull);
  return [{ series: gaussian.label, x: at(point), share: gaussianNull, text }];
}

function dimensionOf({ affineDimension }: SweepPoint): number {
  return affineDimension;
}

/** In the order of the axis, each place once. */
function byPlace(points: readonly CurvePoint[]): CurvePoint[] {
  const places = new Map(points.map((point) => [point.x, point]));
  return [...places.values()].sort((a, b) => a.x - b.x);
}

/** The tables of a sweep: its points, and the statements it speaks to. */
export function sweepTables({ curves: all, claims }: SweepResult): TableView[] {
  const rows = all.flatMap(({ points, ...curve }) => points.map((point) => ({ ...point, curve })));
  return [
    tableView('sweep-points', 'Hull rates as spaces and training sets grow', pointColumns, rows),
    {
      ...tableView('sweep-claims', 'What the talk and the paper say', claimColumns, claims),
      prominent: true,
    },
  ];
}

interface PlacedPoint extends SweepPoint {
  readonly curve: Omit<SweepCurve, 'points'>;
}

const pointColumns: readonly Column<PlacedPoint>[] = [
  textColumn('Space', spaceOf),
  countColumn('Training', ({ train }) => train, 'Training samples'),
  countColumn('Test', ({ test }) => test, 'Test samples'),
  countColumn('Columns', ({ dimension }) => dimension),
  textColumn(
    'Affine hull',
    ({ affineDimension, affineDimensionIsBound }) =>
      `${affineDimensionIsBound === true ? '≤ ' : ''}${formatCount(affineDimension)}`,
    'Dimension of the flat that the training samples span',
  ),
  countColumn('Inside', ({ inside }) => inside),
  countColumn('Undecided', ({ undecided }) => undecided),
  shareColumn('Share inside', ({ insideFraction }) => insideFraction),
  textColumn(
    '95% interval',
    ({ interval }) => `${formatShare(interval[0])} to ${formatShare(interval[1])}`,
    'Wilson interval of the share inside',
  ),
  countColumn(
    'Duplicates',
    ({ duplicates }) => duplicates,
    'Test samples that equal a training sample',
  ),
  shareColumn(
    'Gaussian',
    ({ gaussianNull }) => gaussianNull,
    'Share inside that Gaussian samples would have',
  ),
  ...[0.9, 0.95, 0.99].map((share) =>
    countColumn<PlacedPoint>(
      `Components for ${formatShare(share)}`,
      ({ components }) => components.find((entry) => entry.share === share)?.count ?? null,
      'Principal components of this space that carry this share of the variance',
    ),
  ),
];

function spaceOf({ curve, size, label }: PlacedPoint): string {
  if (curve.kind === 'train') return `${curve.space}, first ${formatCount(size)}`;
  return label ?? `${curve.kind}:${size}`;
}

const claimColumns: readonly Column<SweepClaim>[] = [
  textColumn('Statement', ({ statement }) => statement),
  textColumn('Source', ({ source }) => source),
  textColumn('Here', ({ observed }) => {
    if (observed === null) return 'nothing speaks of it';
    return observed.holds ? 'holds' : 'does not hold';
  }),
  shareColumn(
    'Most inside',
    ({ observed }) => observed?.insideFraction,
    'Largest share of test samples inside that equal no training sample, among the spaces it speaks of',
  ),
  countColumn('Dimensions', ({ observed }) => observed?.dimension ?? null, 'Of that space'),
  countColumn('Training', ({ observed }) => observed?.train ?? null, 'Training samples in it'),
  countColumn('Spaces', ({ observed }) => observed?.points ?? null, 'Spaces it speaks of'),
];
