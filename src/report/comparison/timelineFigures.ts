import type { Exactness } from '../../engine/exactness.ts';
import { formatOptional, formatOptionalShare } from '../format.ts';
import type { HistoryView } from '../historyView.ts';
import { hullExactness } from '../extrapolation/hullExactness.ts';
import { directionsExactness } from '../hyperplanes/layerExactness.ts';
import { type Column, numberColumn, shareColumn } from '../tableView.ts';
import type { Comparison } from './comparison.ts';
import type { ModelFigures } from './modelTimeline.ts';

/** One model of a timeline. */
export interface TimelineRow {
  readonly model: ModelFigures;
  /** The step that led to it; `undefined` for the first model. */
  readonly step: Comparison | undefined;
}

/** A number of each model of a timeline, drawn as a curve and written in a table. */
export interface TimelineFigure {
  readonly label: string;
  /** The label in fewer words, for the head of a table. */
  readonly column: string;
  readonly of: (row: TimelineRow) => number | null;
  /** A share is written as a percentage. */
  readonly isShare: boolean;
  /** How the number of a row is known; "exact" where it has none. */
  readonly exactness: (row: TimelineRow) => Exactness;
}

const isExact = (): Exactness => 'exact';

const modelOwnFigures: readonly TimelineFigure[] = [
  {
    label: 'Accuracy',
    column: 'Accuracy',
    of: ({ model }) => model.accuracy,
    isShare: true,
    exactness: isExact,
  },
  {
    label: 'Mean distance of the output from its target',
    column: 'Mean error',
    of: ({ model }) => model.error ?? null,
    isShare: false,
    exactness: isExact,
  },
  {
    label: 'Units never active',
    column: 'Never active',
    of: ({ model }) => deadShare(model),
    isShare: true,
    exactness: isExact,
  },
  {
    label: 'Mean |cos| of units',
    column: 'Mean |cos|',
    of: ({ model }) => meanCosine(model),
    isShare: false,
    exactness: ({ model }) => directionsExactness(model.layers),
  },
  {
    label: 'Test scores inside the hull of the training scores',
    column: 'In score hull',
    of: ({ model }) => model.scoreHull?.insideFraction ?? null,
    isShare: true,
    exactness: ({ model }) => (model.scoreHull ? hullExactness(model.scoreHull) : 'exact'),
  },
];

const driftFigures: readonly TimelineFigure[] = [
  {
    label: 'Samples in another region than before',
    column: 'Other region',
    of: ({ step }) => step?.changedSamples ?? null,
    isShare: true,
    exactness: ({ step }) => step?.exactness ?? 'exact',
  },
  {
    label: 'Samples in another class than before',
    column: 'Other class',
    of: ({ step }) => (step?.outputs === 'sign' ? null : changedShare(step)),
    isShare: true,
    exactness: isExact,
  },
  {
    label: 'Samples whose output has another sign than before',
    column: 'Other sign',
    of: ({ step }) => (step?.outputs === 'sign' ? changedShare(step) : null),
    isShare: true,
    exactness: isExact,
  },
  {
    label: 'Change of the outputs from before, relative to their root mean square',
    column: 'Outputs change',
    of: ({ step }) => (step && !namesClasses(step) ? (step.relativeDifference ?? null) : null),
    isShare: true,
    exactness: isExact,
  },
];

function changedShare(step: Comparison | undefined): number | null {
  return step?.decisions ? step.decisions.changed / step.samples.count : null;
}

/** Whether the outputs compared are scores of classes. */
export function namesClasses({ outputs = 'classes' }: Comparison): boolean {
  return outputs === 'classes';
}

/** The figures of a timeline in reading order: those that at least one model has. */
export function figuresOf(rows: readonly TimelineRow[]): TimelineFigure[] {
  return [...modelOwnFigures, ...layerFigures(rows), ...driftFigures].filter(({ of }) =>
    rows.some((row) => of(row) !== null),
  );
}

/** Test samples inside the hull in the space of a hidden layer, for every layer that some model was measured in. */
function layerFigures(rows: readonly TimelineRow[]): TimelineFigure[] {
  const spaces = rows.flatMap(({ model }) => (model.layerHulls ?? []).map(({ space }) => space));
  return [...new Set(spaces)].map((space) => {
    const layer = space.slice('layer:'.length);
    const hullOf = ({ model }: TimelineRow) =>
      model.layerHulls?.find((hull) => hull.space === space);
    return {
      label: `Test samples inside the hull after ${layer}`,
      column: `In hull, ${layer}`,
      of: (row) => hullOf(row)?.insideFraction ?? null,
      isShare: true,
      exactness: (row) => {
        const hull = hullOf(row);
        return hull ? hullExactness(hull) : 'exact';
      },
    };
  });
}

/** A column of a table over the models. */
export function figureColumn({ label, column, of, isShare }: TimelineFigure): Column<TimelineRow> {
  return (isShare ? shareColumn : numberColumn)<TimelineRow>(column, of, label);
}

/** The figures as curves. */
export function figureCurves(
  rows: readonly TimelineRow[],
  figures: readonly TimelineFigure[],
): HistoryView[] {
  return figures.map(({ label, of, isShare, exactness }) => {
    const values = rows.map(of);
    const texts = values.map(isShare ? formatOptionalShare : formatOptional);
    return { label, values, texts, exactness: rows.map(exactness) };
  });
}

/** Share of units never active over the layers that were watched; `null` where none was. */
export function deadShare({ layers }: ModelFigures): number | null {
  const watched = layers.filter(({ dead }) => dead !== null);
  const units = watched.reduce((sum, { units: count }) => sum + count, 0);
  return units === 0 ? null : watched.reduce((sum, { dead }) => sum + dead!, 0) / units;
}

/** Over the layers, each counted once. */
function meanCosine({ layers }: ModelFigures): number | null {
  const known = layers.flatMap(({ meanAbsCosine }) => meanAbsCosine ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
