import { resolve } from 'node:path';
import { Command } from 'commander';
import { pruneModel } from '../../analysis/prune/pruneModel.ts';
import { readModelSettings } from '../../analysis/settings.ts';
import type { PruneRequest, PruneResult } from '../../protocol/prune.ts';
import { formatCount, formatNumber } from '../../report/format.ts';
import { counted } from '../../report/phrases.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { addSharedOptions, dataSettingsOf, type DataOptions, preprocessOf } from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';

interface PruneOptions extends DataOptions {
  readonly out: string;
  readonly input?: string;
  readonly config?: string;
  readonly json?: string;
}

/** `model-geometry prune MODEL.onnx --out FILE`: the model without units that are certified never to be active. */
export function pruneCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('prune')
    .description(
      'write a model without the units that are certified silent in the range of its data',
    )
    .argument('<model>', 'an .onnx file')
    .requiredOption('--out <file>', 'the pruned .onnx file to write')
    .option('--train <file>', 'training samples, FILE[#ARRAY]')
    .option('--test <file>', 'test samples, FILE[#ARRAY]')
    .option('--input <name>', 'the input the samples are for')
    .option('--config <file>', 'model-geometry.json to use (default: the nearest to the model)')
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  return addSharedOptions(command).action(async (model: string, options: PruneOptions) => {
    await checkTargets([options.out, options.json], params);
    const display = progressDisplay(params, options.quiet === true);
    let result: PruneResult;
    try {
      result = await pruneModel(await requestOf(model, options, params.cwd), display);
    } finally {
      display.stop();
    }
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') writeText(summaryOf(result), params);
    setExitCode(exitCodes.fine);
  });
}

async function requestOf(model: string, options: PruneOptions, cwd: string): Promise<PruneRequest> {
  const path = resolve(cwd, model);
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(path, configuration);
  const train = dataSettingsOf(options.train, undefined, options.limitTrain, cwd);
  const test = dataSettingsOf(options.test, undefined, options.limitTest, cwd);
  const given = train ?? test;
  const data = given ? { ...(train && { train }), ...(test && { test }) } : stored;
  const preprocess = preprocessOf(options) ?? (given ? undefined : stored?.preprocess);
  const input = options.input ?? stored?.input;
  return {
    model: path,
    output: resolve(cwd, options.out),
    ...(data?.train && { train: data.train }),
    ...(data?.test && { test: data.test }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(stored?.set && { set: stored.set }),
    ...(options.threads !== undefined && { threads: options.threads }),
  };
}

function summaryOf({ removed, parameters, check, output }: PruneResult): string {
  return [
    ...removed.map(({ layer, units }) => `${layer}: ${counted(units.length, 'unit')} taken out.`),
    `${formatCount(parameters.before)} parameters before, ${formatCount(parameters.after)} after.`,
    `Of ${counted(check.samples, 'sample')} run through both, no score differs by more than ${formatNumber(check.largestDifference)} (largest score ${formatNumber(check.largestScore)}).`,
    `Wrote ${output}`,
    '',
  ].join('\n');
}
