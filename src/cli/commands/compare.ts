import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { checkpointsOf } from '../../analysis/compare/checkpointsOf.ts';
import { compareInOrder } from '../../analysis/compare/compareInOrder.ts';
import { readModelSettings } from '../../analysis/settings.ts';
import type { TimelineRequest } from '../../protocol/compare.ts';
import {
  formatCount,
  formatNumber,
  formatOptionalShare,
  formatShare,
} from '../../report/format.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import { hyperplaneTable } from '../../report/comparison/comparisonTables.ts';
import { leftOut } from '../../report/comparison/leftOut.ts';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { namesClasses } from '../../report/comparison/timelineFigures.ts';
import {
  exactnessLines,
  outputDifference,
  timelineView,
} from '../../report/comparison/timelineView.ts';
import { counted, isOrAre, samplesPhrase } from '../../report/phrases.ts';
import { textTable } from '../../report/terminal/textTable.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import {
  addSharedOptions,
  addTimeBudget,
  dataSettingsOf,
  type DataOptions,
  preprocessOf,
  type RunOptions,
} from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { limitedRun } from '../progressDisplay.ts';

interface CompareOptions extends DataOptions, Pick<RunOptions, 'seconds'> {
  readonly input?: string;
  readonly config?: string;
  readonly json?: string;
}

/** `model-geometry compare A.onnx B.onnx …`: what changes between models on the same samples. */
export function compareCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('compare')
    .description('what changes between two models, or along checkpoints, on the same samples')
    .argument('<models...>', 'two .onnx files, several in order, or a folder of checkpoints')
    .option('--train <file>', 'training samples, FILE[#ARRAY]')
    .option('--test <file>', 'samples to run, FILE[#ARRAY]; default the training samples')
    .option('--train-labels <file>', 'labels of the training samples')
    .option('--test-labels <file>', 'labels of the test samples')
    .option('--input <name>', 'the input the samples are for, in every model')
    .option('--config <file>', 'model-geometry.json to use (default: the nearest to the first)')
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  return addTimeBudget(addSharedOptions(command)).action(
    async (paths: string[], options: CompareOptions) => {
      await checkTargets([options.json], params);
      const models = await modelsOf(paths, params.cwd);
      const request = await requestOf(models, options, params.cwd);
      const { result: timeline, interrupted } = await limitedRun(params, options, (display) =>
        compareInOrder(request, display),
      );
      const isPair = paths.length === 2;
      if (options.json !== undefined) {
        const { models: figures, steps } = timeline;
        await writeTarget(
          options.json,
          jsonText(isPair ? { ...steps[0], models: figures } : timeline),
          params,
        );
      }
      if (options.json !== '-') {
        const summary = isPair ? pairSummary : timelineSummary;
        writeText(summary(timeline, params.terminal.columns), params);
      }
      setExitCode(interrupted ? exitCodes.interrupted : exitCodes.fine);
    },
  );
}

/** Absolute paths; a folder alone stands for its checkpoints. */
async function modelsOf(paths: readonly string[], cwd: string): Promise<string[]> {
  const absolute = paths.map((path) => resolve(cwd, path));
  const [first] = absolute;
  return absolute.length === 1 && isFolder(first) ? checkpointsOf(first) : absolute;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function requestOf(
  models: readonly string[],
  options: CompareOptions,
  cwd: string,
): Promise<TimelineRequest> {
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(models[0], configuration);
  const train = dataSettingsOf(options.train, options.trainLabels, options.limitTrain, cwd);
  const test = dataSettingsOf(options.test, options.testLabels, options.limitTest, cwd);
  const given = train ?? test;
  const data = given ? { ...(train && { train }), ...(test && { test }) } : stored;
  const preprocess = preprocessOf(options) ?? (given ? undefined : stored?.preprocess);
  const input = options.input ?? stored?.input;
  return {
    models,
    ...(data?.train && { train: data.train }),
    ...(data?.test && { test: data.test }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(stored?.set && { set: stored.set }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.threads !== undefined && { threads: options.threads }),
  };
}

function pairSummary(timeline: ModelTimeline, columns: number): string {
  const { models, steps } = timeline;
  const hyperplanes = hyperplaneTable(models[0], models[1]);
  return [
    summaryOf(steps[0], columns),
    ...leftOut(timeline).flatMap((sentence) => [`${sentence}.`, '']),
    ...(hyperplanes.rows.length > 0 ? [...textTable(hyperplanes, columns), ''] : []),
    ...exactnessLines(timelineView(timeline)),
    '',
  ].join('\n');
}

function timelineSummary(timeline: ModelTimeline, columns: number): string {
  const view = timelineView(timeline);
  const table = textTable(view.table, columns);
  return [`${view.subtitle}.`, '', ...table, '', ...exactnessLines(view), ''].join('\n');
}

function summaryOf(result: Comparison, columns: number): string {
  const { samples, accuracy, errors, unmatched } = result;
  const lonely = [...unmatched.first, ...unmatched.second].map((name) => `"${name}"`).join(', ');
  return [
    `Of ${samplesPhrase(samples)} ${[regionPhrase(result), ...decisionPhrase(result)].join('; ')}.`,
    differenceSentence(result),
    ...slopeSentence(result),
    ...(accuracy
      ? [`Accuracy ${formatShare(accuracy.first)} and ${formatShare(accuracy.second)}.`]
      : []),
    ...(errors
      ? [`Mean error ${formatNumber(errors.first.mean)} and ${formatNumber(errors.second.mean)}.`]
      : []),
    ...(result.sites.length > 0 ? ['', ...siteTable(result, columns)] : []),
    ...(lonely === '' ? [] : ['', `Without a counterpart: ${lonely}.`]),
    '',
  ].join('\n');
}

/** How much the slopes changed where no switch did, and where one did; nothing where slopes were not measured. */
function slopeSentence(result: Comparison): string[] {
  const { slopeChange } = result;
  const parts = [
    [slopeChange?.unchanged, 'in the same region'],
    [slopeChange?.changed, 'in another one'],
  ] as const;
  const told = parts.flatMap(([part, where]) =>
    part
      ? [`by ${formatShare(part.change.median)} for ${counted(part.samples, 'sample')} ${where}`]
      : [],
  );
  const what = namesClasses(result) ? 'scores' : 'outputs';
  return told.length > 0 ? [`Slopes of the ${what} change at the median ${told.join(', ')}.`] : [];
}

/** How many decisions changed; nothing where the outputs name no classes. */
function decisionPhrase({ decisions, outputs }: Comparison): string[] {
  if (!decisions) return [];
  const { changed } = decisions;
  if (outputs === 'sign') return [`the output changes its sign for ${formatCount(changed)}`];
  return [`${formatCount(changed)} ${isOrAre(changed)} put into another class`];
}

function differenceSentence(result: Comparison): string {
  if (!namesClasses(result)) return outputDifference(result);
  const { median, max } = result.scoreDifference;
  return `Class scores differ by ${formatNumber(median)} at the median and ${formatNumber(max)} at most.`;
}

function regionPhrase({ changedSamples }: Comparison): string {
  return changedSamples === null
    ? 'no region can be compared, because the models have no layer in common'
    : `${formatShare(changedSamples)} lie in another region of the second model`;
}

function siteTable({ sites }: Comparison, columns: number): readonly string[] {
  const labels = [
    'Layer',
    'Op',
    'Units',
    'Units flipped',
    'Samples changed',
    'Nearest',
    'Farthest',
  ];
  const table = {
    id: 'drift',
    caption: 'Drift by layer',
    columns: labels.map((label, i) => ({ key: label, label, numeric: i >= 2 })),
    rows: sites.map((site) =>
      [
        site.layer,
        site.op,
        formatCount(site.units),
        formatOptionalShare(site.flipRate),
        formatShare(site.changedSamples),
        formatOptionalShare(site.changedByDistance?.at(0)),
        formatOptionalShare(site.changedByDistance?.at(-1)),
      ].map((text) => ({ value: text, text })),
    ),
  };
  return textTable(table, columns);
}
