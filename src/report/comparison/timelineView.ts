import { formatCount, formatOptionalShare, formatShare } from '../format.ts';
import { fileName } from '../headline.ts';
import type { HistoryView } from '../historyView.ts';
import { ofAll, samplesPhrase } from '../phrases.ts';
import type { TableView } from '../reportView.ts';
import { countColumn, shareColumn, tableView, textColumn } from '../tableView.ts';
import type { Comparison } from './comparison.ts';
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
export function timelineView({ models, steps }: ModelTimeline): TimelineView {
  const names = models.map(({ path }) => fileName(path));
  const rows = models.map((model, place) => ({ model, step: steps[place - 1] }));
  const isPair = models.length === 2;
  return {
    title: isPair ? `${names[0]} → ${names[1]}` : `${formatCount(models.length)} models in order`,
    subtitle: isPair
      ? `Compared on ${samplesPhrase(steps[0]!.samples)}`
      : `${names[0]} to ${names.at(-1)}, each compared with the one before on ${samplesPhrase(steps[0]!.samples)}`,
    curves: curves(rows),
    table: tableView('models', 'Models', modelColumns, rows),
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

const figures: readonly { readonly label: string; readonly of: (row: Row) => number | null }[] = [
  { label: 'Accuracy', of: ({ model }) => model.accuracy },
  { label: 'Units never active', of: ({ model }) => deadShare(model) },
  { label: 'Mean |cos| of units', of: ({ model }) => meanCosine(model) },
  {
    label: 'Test scores inside the hull of the training scores',
    of: ({ model }) => model.scoreHull?.insideFraction ?? null,
  },
  {
    label: 'Samples in another region than before',
    of: ({ step }) => step?.changedSamples ?? null,
  },
  {
    label: 'Samples in another class than before',
    of: ({ step }) => (step ? step.decisions.changed / step.samples.count : null),
  },
];

const modelColumns = [
  textColumn<Row>('Model', ({ model }) => fileName(model.path)),
  ...figures.map(({ label, of }) => shareColumn<Row>(label, of)),
  countColumn<Row>('Findings', ({ model }) => model.problems, 'About the hyperplanes'),
];

/** The figures that at least one model has. */
function curves(rows: readonly Row[]): HistoryView[] {
  return figures.flatMap(({ label, of }) => {
    const values = rows.map(of);
    if (values.every((value) => value === null)) return [];
    return [{ label, values, texts: values.map(formatOptionalShare) }];
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
    `${ofAll(decisions.changed, samples.count)} are put into another class.`.replace(/^./, (c) =>
      c.toUpperCase(),
    ),
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
  if (from === null || to === null) return [];
  if (from === to) return [];
  return [`${words} from ${formatShare(from)} to ${formatShare(to)}.`];
}
