import { exactnessPhrase, exactnessWords } from '../exactnessWords.ts';
import { formatCount, formatNumber, formatShare } from '../format.ts';
import { fileName } from '../headline.ts';
import type { HistoryView } from '../historyView.ts';
import { capitalised, isOrAre, ofAll, samplesPhrase } from '../phrases.ts';
import type { TableView } from '../reportView.ts';
import { type Column, countColumn, tableView, textColumn } from '../tableView.ts';
import type { Comparison } from './comparison.ts';
import { driftTable, hyperplaneTable } from './comparisonTables.ts';
import { leftOut } from './leftOut.ts';
import type { ModelFigures, ModelTimeline } from './modelTimeline.ts';
import {
  deadShare,
  figureColumn,
  figureCurves,
  figuresOf,
  type TimelineFigure,
  type TimelineRow,
} from './timelineFigures.ts';

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

/** Which numbers of which model are not exact, a line each, or one line that all are. */
export function exactnessLines({ table: { rows } }: TimelineView): string[] {
  const inexact = rows.flatMap((row) => {
    const phrase = row.at(-1)!.text;
    return phrase === exactnessWords.exact[0] ? [] : [`${row[0].text}: ${phrase}.`];
  });
  return inexact.length > 0
    ? ['All numbers are exact but for these:', ...inexact]
    : ['All numbers are exact.'];
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
    ? `Compared on ${samplesPhrase(steps[0].samples)}`
    : `${names[0]} to ${names.at(-1)}, each compared with the one before on ${samplesPhrase(steps[0].samples)}`;
  return {
    title: isPair ? `${names[0]} → ${names[1]}` : `${formatCount(models.length)} models in order`,
    subtitle: [scope, ...leftOut(timeline)].join('. '),
    curves: figureCurves(rows, figures),
    table: tableView('models', 'Models', modelColumns(figures), rows),
    frames: steps.map((step, place) => ({
      from: names[place],
      to: names[place + 1],
      sentences: sentences(step, models[place], models[place + 1]),
      tables: [driftTable(step), hyperplaneTable(models[place], models[place + 1])],
    })),
  };
}

function modelColumns(figures: readonly TimelineFigure[]): Column<TimelineRow>[] {
  return [
    textColumn('Model', ({ model }) => fileName(model.path)),
    ...figures.map(figureColumn),
    countColumn(
      'Warnings',
      ({ model }) => model.problems,
      'Warnings and errors about the hyperplanes',
    ),
    textColumn('Numbers are', (row) =>
      exactnessPhrase(
        figures.map(({ column, exactness }) => ({ label: column, exactness: exactness(row) })),
      ),
    ),
  ];
}

function sentences(step: Comparison, from: ModelFigures, to: ModelFigures): string[] {
  const { changedSamples, samples } = step;
  const region =
    changedSamples === null
      ? 'The two models have no switches in common that could be compared.'
      : `${formatShare(changedSamples)} of ${samplesPhrase(samples)} lie in another linear region${step.exactness === 'heuristic' ? ', counting smooth units by their sign' : ''}.`;
  return [
    region,
    ...outputSentences(step),
    ...change('Accuracy goes', from.accuracy, to.accuracy),
    ...change('The mean error goes', from.error ?? null, to.error ?? null, formatNumber),
    ...change('The share of units never active goes', deadShare(from), deadShare(to)),
    ...change(
      'The share of test samples whose scores are inside the hull of the training scores goes',
      from.scoreHull?.insideFraction ?? null,
      to.scoreHull?.insideFraction ?? null,
    ),
  ];
}

/** How often the class changes where the outputs name classes, else by how much the outputs do. */
function outputSentences(step: Comparison): string[] {
  const { outputs = 'classes', decisions, samples } = step;
  const changed = decisions && ofAll(decisions.changed, samples.count);
  if (outputs === 'classes')
    return [capitalised(`${changed!} ${isOrAre(decisions?.changed ?? 0)} put into another class.`)];
  return [
    ...(changed === null ? [] : [`The output changes its sign for ${changed}.`]),
    outputDifference(step),
  ];
}

/** The difference of outputs that are no class scores, as a sentence. */
export function outputDifference({ relativeDifference, scoreDifference }: Comparison): string {
  const { median, max } = scoreDifference;
  const relative =
    relativeDifference === null || relativeDifference === undefined
      ? ''
      : `by ${formatShare(relativeDifference)} of the first model’s root mean square, and `;
  return `Outputs differ ${relative}in one number by ${formatNumber(median)} at the median over samples and ${formatNumber(max)} at most.`;
}

function change(
  words: string,
  from: number | null,
  to: number | null,
  format: (value: number) => string = formatShare,
): string[] {
  if (from === null || to === null || from === to) return [];
  return [`${words} from ${format(from)} to ${format(to)}.`];
}
