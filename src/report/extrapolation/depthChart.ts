import type { ChartSource } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows, type DotRow } from '../charts/dotRows.ts';
import type { Drawing, Series } from '../charts/drawing.ts';
import { formatShare } from '../format.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';

const depthSeries: readonly Series[] = [
  { label: 'test samples inside', colour: slots.series1, shape: 'circle' },
  { label: 'Gaussian samples would be', colour: slots.muted, shape: 'diamond' },
];

/** A chart says more than the table from so many places in the model on. */
const leastPlaces = 2;

/** Where, from the input to the logits, data start or stop to interpolate (D31); none where fewer than two layers were compared. */
export function depthChart({ spaces }: ExtrapolationSection): ChartSource[] {
  const inner = spaces.filter(isInModel);
  if (inner.length < leastPlaces) return [];
  const input = spaces.filter(({ space }) => space === 'input');
  const rows = [...input, ...inner].map(({ space, hull, gaussianNull }) => ({
    name: space,
    values: [hull.insideFraction, gaussianNull?.insideFraction ?? null],
  }));
  return [
    {
      id: 'extrapolation-depth-chart',
      title: 'Interpolation through the layers',
      description:
        'Share of test samples inside the training hull from the input to the logits, in the order of the model, beside what Gaussian samples of the same number and affine dimension would show (none above 48 dimensions).',
      tableId: 'extrapolation-verdicts',
      drawing: depthDrawing(rows),
    },
  ];
}

/** Shares inside by place in the model, first at the top: measured, and of Gaussian samples. */
export function depthDrawing(rows: readonly DotRow[]): Drawing {
  return dotRows(rows, depthSeries, {
    axisTitle: 'share of test samples inside',
    format: formatShare,
    share: true,
    domain: [0, 1],
  });
}

function isInModel({ space }: ExtrapolationSpace): boolean {
  return space.startsWith('layer:') || space === 'logits';
}
