import { formatCount, formatOptional, formatOptionalShare, formatShare } from '../format.ts';
import { fileName } from '../headline.ts';
import type { HistoryView } from '../historyView.ts';
import { capitalised, ofAll, samplesPhrase } from '../phrases.ts';
import type { TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  shareColumn,
  tableView,
  textColumn,
} from '../tableView.ts';
import type { Comparison } from './comparison.ts';
import { leftOut } from './leftOut.ts';
import { driftTable, hyperplaneTable } from './comparisonTables.ts';
import type { ModelFigures, ModelTimeline } from './modelTimeline.ts';

/** A comparison of models as the page draws it: one frame a step, and what changes over all of them. */
export interface TimelineView {
  readonly title: string;
  readonly subtitle: string;
  /** A value a model. */
  readonly curves: readonly HistoryView[];
  /** The same numbers as the curves, a row a model. */
  readonly table: TableView;
  /** What changes from each model to the next; at least one. */
  readonly frames: readonly TimelineFrame[];
}

/** From one model to the next. */
export interface TimelineFrame {
  readonly from: string;
  readonly to: string;
  /** Plain sentences on what changed. */
  readonly sentences: readonly string[];
  readonly tables: readonly TableView[];
}

/** Turns a comparison into what the page draws; every number formatted. Pure. */
export function timelineView(timeline: ModelTimeline): TimelineView {
  const { models, steps } = timeline;
  const names = models.map(({ path }) => fileName(path));
  const rows = models.map((model, place) => ({ model, step: steps[place - 1] }));
  const figures = figuresOf(rows);
  const isPair = models.length === 2;
  const scope = isPair
    ? `Compared on ${samplesPhrase(steps[0]!.samples)}`
    : `${names[0]} to ${names.at(-1)}, each compared with the one before on ${samplesPhrase(steps[0]!.samples)}`;
  return {
    title: isPair ? `${names[0]} → ${names[1]}` : `${formatCount(models.length)} models in order`,
    subtitle: [scope, ...leftOut(timeline)].join('. '),
    curves: curves(rows, figures),
    table: tableView('models', 'Models', modelColumns(figures), rows),
    frames: steps.map((step, place) => ({
      from: names[place]!,
      to: names[place + 1]!,
      sentences: sentences(step, models[place]!, models[place + 1]!),
      tables: [driftTable(step), hyperplaneTable(models[place]!, models[place + 1]!)],
    })),
  };
}

interface Row {
  readonly model: ModelFigures;
  /** The step that led to it; `undefined` for the first model. */
  readonly step: Comparison | undefined;
}

interface Figure {
  readonly label: string;
  /** The label in fewer words, for the head of a table. */
  readonly column: string;
  readonly of: (row: Row) => number | null;
  /** A share is written as a percentage. */
  readonly isShare: boolean;
}

const modelOwnFigures: readonly Figure[] = [
  { label: 'Accuracy', column: 'Accuracy', of: ({ model }) => model.accuracy, isShare: true },
  {
    label: 'Units never active',
    column: 'Never active',
    of: ({ model }) => deadShare(model),
    isShare: true,
  },
  {
    label: 'Mean |cos| of units',
    column: 'Mean |cos|',
    of: ({ model }) => meanCosine(model),
    isShare: false,
  },
  {
    label: 'Test scores inside the hull of the training scores',
    column: 'In score hull',
    of: ({ model }) => model.scoreHull?.insideFraction ?? null,
    isShare: true,
  },
];

/** Test samples inside the hull in the space of a hidden layer, for every layer that some model was measured in. */
function layerFigures(rows: readonly Row[]): Figure[] {
  const spaces = rows.flatMap(({ model }) => (model.layerHulls ?? []).map(({ space }) => space));
  return [...new Set(spaces)].map((space) => {
    const layer = space.slice('layer:'.length);
    return {
      label: `Test samples inside the hull after ${layer}`,
      column: `In hull, ${layer}`,
      of: ({ model }) =>
        model.layerHulls?.find((hull) => hull.space === space)?.insideFraction ?? null,
      isShare: true,
    };
  });
}

const driftFigures: readonly Figure[] = [
  {
    label: 'Samples in another region than before',
    column: 'Other region',
    of: ({ step }) => step?.changedSamples ?? null,
    isShare: true,
  },
  {
    label: 'Samples in another class than before',
    column: 'Other class',
    of: ({ step }) => (step ? step.decisions.changed / step.samples.count : null),
    isShare: true,
  },
];

function figuresOf(rows: readonly Row[]): Figure[] {
  return [...modelOwnFigures, ...layerFigures(rows), ...driftFigures];
}

function modelColumns(figures: readonly Figure[]): Column<Row>[] {
  return [
    textColumn<Row>('Model', ({ model }) => fileName(model.path)),
    ...figures.map(({ label, column, of, isShare }) =>
      isShare ? shareColumn<Row>(column, of, label) : numberColumn<Row>(column, of, label),
    ),
    countColumn<Row>('Findings', ({ model }) => model.problems, 'About the hyperplanes'),
  ];
}

/** The figures that at least one model has. */
function curves(rows: readonly Row[], figures: readonly Figure[]): HistoryView[] {
  return figures.flatMap(({ label, of, isShare }) => {
    const values = rows.map(of);
    if (values.every((value) => value === null)) return [];
    return [{ label, values, texts: values.map(isShare ? formatOptionalShare : formatOptional) }];
  });
}

function deadShare({ layers }: ModelFigures): number | null {
  const watched = layers.filter(({ dead }) => dead !== null);
  const units = watched.reduce((sum, { units: count }) => sum + count, 0);
  return units === 0 ? null : watched.reduce((sum, { dead }) => sum + dead!, 0) / units;
}

/** Over the layers, each counted once. */
function meanCosine({ layers }: ModelFigures): number | null {
  const known = layers.flatMap(({ meanAbsCosine }) => meanAbsCosine ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function sentences(step: Comparison, from: ModelFigures, to: ModelFigures): string[] {
  const { changedSamples, decisions, samples } = step;
  const region =
    changedSamples === null
      ? 'The two models have no switches in common that could be compared.'
      : `${formatShare(changedSamples)} of ${samplesPhrase(samples)} lie in another linear region.`;
  return [
    region,
    capitalised(`${ofAll(decisions.changed, samples.count)} are put into another class.`),
    ...change('Accuracy goes', from.accuracy, to.accuracy),
    ...change('The share of units never active goes', deadShare(from), deadShare(to)),
    ...change(
      'The share of test samples whose scores are inside the hull of the training scores goes',
      from.scoreHull?.insideFraction ?? null,
      to.scoreHull?.insideFraction ?? null,
    ),
  ];
}

function change(words: string, from: number | null, to: number | null): string[] {
  if (from === null || to === null || from === to) return [];
  return [`${words} from ${formatShare(from)} to ${formatShare(to)}.`];
}
