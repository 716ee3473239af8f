import { resolve } from 'node:path';
import { Command } from 'commander';
import { diagnose } from '../../analysis/diagnose.ts';
import { readModelSettings, resolveReference } from '../../analysis/settings.ts';
import { oneLine } from '../../engine/userError.ts';
import type { DataSettings, DiagnoseRequest, InputValue } from '../../protocol/analysis.ts';
import { type FailOn, failures, parseFailOn } from '../../report/failOn.ts';
import type { Report } from '../../report/report.ts';
import { terminalSummary } from '../../report/terminalSummary.ts';
import { exitCodes } from '../exitCodes.ts';
import {
  addFurtherOptions,
  collectInputValue,
  type FurtherOptions,
  resolveInputValues,
  setHelp,
  withFurther,
} from '../inputValues.ts';
import { checkTargets } from '../output.ts';
import type { MainParams } from '../mainParams.ts';
import {
  addRunOptions,
  addSharedOptions,
  dataSettingsOf,
  heldNumbers,
  preprocessOf,
  type DataOptions,
  type RunOptions,
} from '../options.ts';
import { limitedRun } from '../progressDisplay.ts';
import {
  addReportOutputs,
  checkReportOutputs,
  type ReportOutputs,
  writeReport,
} from '../reportOutputs.ts';

interface DiagnoseOptions extends DataOptions, RunOptions, ReportOutputs, FurtherOptions {
  readonly trainFeatures?: string;
  readonly testFeatures?: string;
  readonly input?: string;
  readonly set?: Readonly<Record<string, InputValue>>;
  readonly from?: string;
  readonly to?: string;
  readonly spaces?: string;
  readonly config?: string;
  readonly certificates?: string;
  readonly failOn?: readonly FailOn[];
  readonly baseline: boolean;
  readonly sweep?: boolean;
}

/** `model-geometry diagnose MODEL.onnx`: the whole report. */
export function diagnoseCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('diagnose')
    .description('diagnose a model: hyperplanes, regions, extrapolation')
    .argument('<model>', 'the .onnx file')
    .option('--train <file>', 'training samples, FILE[#ARRAY]')
    .option('--test <file>', 'test samples, FILE[#ARRAY]')
    .option('--train-labels <file>', 'classes of the training samples, or the numbers to predict')
    .option('--test-labels <file>', 'classes of the test samples, or the numbers to predict')
    .option('--train-features <file>', 'your own features of the training samples')
    .option('--test-features <file>', 'your own features of the test samples')
    .option('--input <name>', 'the model input the samples are for')
    .option('--set <name=value>', setHelp, collectInputValue)
    .option('--from <tensor>', 'analyse the part of the model behind this tensor')
    .option('--to <tensor>', 'analyse the part of the model up to this tensor')
    .option(
      '--spaces <list>',
      'input, pca:K, patch:S, pool:S, binary, features, layer:NAME, layers, logits (comma-separated)',
    )
    .option('--config <file>', 'model-geometry.json to use (default: the nearest one)')
    .option('--certificates <file>', 'write the certificate of every hull verdict')
    .option('--no-baseline', 'leave out the untrained model beside the trained one')
    .option('--sweep', 'also sweep hull rates over dimension, training-set size and layers')
    .option('--fail-on <rule>', 'exit 1 when RULE[>VALUE] fires (repeatable)', collectCondition);
  const withData = addSharedOptions(addFurtherOptions(addReportOutputs(command)));
  return addRunOptions(withData, '1.6').action(async (model: string, options: DiagnoseOptions) => {
    setExitCode(await runDiagnose(model, options, params));
  });
}

function collectCondition(text: string, conditions: readonly FailOn[] = []): readonly FailOn[] {
  return [...conditions, parseFailOn(text)];
}

async function runDiagnose(
  model: string,
  options: DiagnoseOptions,
  params: MainParams,
): Promise<number> {
  await checkTargets([options.certificates], params);
  await checkReportOutputs(options, params);
  const request = await requestOf(resolve(params.cwd, model), options, params.cwd);
  const { result, interrupted } = await limitedRun(params, options, (display) =>
    diagnose(request, display),
  );
  await writeResults(result, options, params);
  const exitCode = reportFailures(result, options.failOn ?? [], params);
  return interrupted ? exitCodes.interrupted : exitCode;
}

/** Command line first, then model-geometry.json, then defaults. */
async function requestOf(
  model: string,
  options: DiagnoseOptions,
  cwd: string,
): Promise<DiagnoseRequest> {
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = (await readModelSettings(model, configuration)) ?? noSettings;
  const givenTrain = dataSettingsOf(options.train, options.trainLabels, options.limitTrain, cwd);
  const givenTest = dataSettingsOf(options.test, options.testLabels, options.limitTest, cwd);
  // Data named on the command line stands alone: mixing it with the file's other half would surprise.
  const isGiven = givenTrain !== undefined || givenTest !== undefined;
  const base = isGiven ? withoutData(stored) : withLimits(stored, options);
  const train = givenTrain ?? base.train;
  const test = givenTest ?? base.test;
  const preprocess = preprocessOf(options);
  const held = heldNumbers(options);
  return {
    ...base,
    model,
    ...(train && { train: withMore(train, options.trainFeatures, options.trainSet, cwd) }),
    ...(test && { test: withMore(test, options.testFeatures, options.testSet, cwd) }),
    ...(preprocess && { preprocess }),
    ...(options.input !== undefined && { input: options.input }),
    ...(options.set && { set: resolveInputValues(options.set, cwd) }),
    ...(options.from !== undefined && { from: options.from }),
    ...(options.to !== undefined && { to: options.to }),
    ...(options.spaces !== undefined && { spaces: splitList(options.spaces) }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(held !== undefined && { held }),
    ...(options.threads !== undefined && { threads: options.threads }),
    ...(!options.baseline && { baseline: false }),
    ...(options.sweep === true && { sweep: true }),
    ...(options.certificates !== undefined && {
      certificates: resolve(cwd, options.certificates),
    }),
  };
}

/** {@link withFurther}, and with the user's own features of these samples. */
function withMore(
  settings: DataSettings,
  features: string | undefined,
  set: Readonly<Record<string, string>> | undefined,
  cwd: string,
): DataSettings {
  return {
    ...withFurther(settings, set, cwd),
    ...(features !== undefined && { features: resolveReference(features, cwd) }),
  };
}

type StoredSettings = { -readonly [K in keyof Omit<DiagnoseRequest, 'model'>]: DiagnoseRequest[K] };

const noSettings: StoredSettings = {};

function withoutData(stored: StoredSettings): StoredSettings {
  const rest = { ...stored };
  delete rest.train;
  delete rest.test;
  delete rest.preprocess;
  return rest;
}

function withLimits(stored: StoredSettings, options: DiagnoseOptions): StoredSettings {
  const { train, test } = stored;
  return {
    ...stored,
    ...(train &&
      options.limitTrain !== undefined && { train: { ...train, limit: options.limitTrain } }),
    ...(test && options.limitTest !== undefined && { test: { ...test, limit: options.limitTest } }),
  };
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

async function writeResults(
  report: Report,
  options: DiagnoseOptions,
  params: MainParams,
): Promise<void> {
  if (await writeReport(report, options, params)) return;
  const { columns, colour } = params.terminal;
  params.writeOut(terminalSummary(report, { width: columns, colour }));
}

function reportFailures(report: Report, conditions: readonly FailOn[], params: MainParams): number {
  const fired = failures(report, conditions);
  for (const { rule, message } of fired)
    params.writeError(`--fail-on ${rule}: ${oneLine(message)}\n`);
  return fired.length === 0 ? exitCodes.fine : exitCodes.gateFired;
}
