import { resolve } from 'node:path';
import { Command } from 'commander';
import { compareModels } from '../../analysis/compare/compareModels.ts';
import { readModelSettings } from '../../analysis/settings.ts';
import type { CompareRequest } from '../../protocol/compare.ts';
import {
  formatCount,
  formatNumber,
  formatOptionalShare,
  formatShare,
} from '../../report/format.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import { samplesPhrase } from '../../report/phrases.ts';
import { textTable } from '../../report/terminal/textTable.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { addSharedOptions, dataSettingsOf, type DataOptions, preprocessOf } from '../options.ts';
import { checkTargets, jsonText, writeTarget } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';

interface CompareOptions extends DataOptions {
  readonly input?: string;
  readonly config?: string;
  readonly json?: string;
}

/** `model-geometry compare A.onnx B.onnx`: what changes between two models on the same samples. */
export function compareCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('compare')
    .description('how the regions of two models differ on the same samples')
    .argument('<first>', 'an .onnx file')
    .argument('<second>', 'its twin: quantised, pruned, another checkpoint')
    .option('--train <file>', 'samples to run when there are no test samples, FILE[#ARRAY]')
    .option('--test <file>', 'samples to run, FILE[#ARRAY]')
    .option('--train-labels <file>', 'labels of the training samples')
    .option('--test-labels <file>', 'labels of the test samples')
    .option('--input <name>', 'the input the samples are for, in both models')
    .option('--config <file>', 'model-geometry.json to use (default: the nearest to the first)')
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  return addSharedOptions(command).action(
    async (first: string, second: string, options: CompareOptions) => {
      await checkTargets([options.json], params);
      const display = progressDisplay(params, options.quiet === true);
      let result: Comparison;
      try {
        result = await compareModels(await requestOf(first, second, options, params.cwd), display);
      } finally {
        display.stop();
      }
      if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
      if (options.json !== '-') params.writeOut(summaryOf(result, params.terminal.columns));
      setExitCode(exitCodes.fine);
    },
  );
}

async function requestOf(
  first: string,
  second: string,
  options: CompareOptions,
  cwd: string,
): Promise<CompareRequest> {
  const path = resolve(cwd, first);
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(path, configuration);
  const train = dataSettingsOf(options.train, options.trainLabels, options.limitTrain, cwd);
  const test = dataSettingsOf(options.test, options.testLabels, options.limitTest, cwd);
  const given = train ?? test;
  const data = given ? { ...(train && { train }), ...(test && { test }) } : stored;
  const preprocess = preprocessOf(options) ?? (given ? undefined : stored?.preprocess);
  const input = options.input ?? stored?.input;
  return {
    first: path,
    second: resolve(cwd, second),
    ...(data?.train && { train: data.train }),
    ...(data?.test && { test: data.test }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.threads !== undefined && { threads: options.threads }),
  };
}

function summaryOf(result: Comparison, columns: number): string {
  const { decisions, samples, accuracy, scoreDifference, unmatched } = result;
  const lonely = [...unmatched.first, ...unmatched.second].map((name) => `"${name}"`).join(', ');
  return [
    `Of ${samplesPhrase(samples)} ${regionPhrase(result)}; ${formatCount(decisions.changed)} are put into another class.`,
    `Class scores differ by ${formatNumber(scoreDifference.median)} at the median and ${formatNumber(scoreDifference.max)} at most.`,
    ...(accuracy
      ? [`Accuracy ${formatShare(accuracy.first)} and ${formatShare(accuracy.second)}.`]
      : []),
    ...(result.sites.length > 0 ? ['', ...siteTable(result, columns)] : []),
    ...(lonely === '' ? [] : ['', `Without a counterpart: ${lonely}.`]),
    '',
  ].join('\n');
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
