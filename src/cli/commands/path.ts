import { resolve } from 'node:path';
import { Command } from 'commander';
import { explorePath, type PathRequest, type PathResult } from '../../analysis/path.ts';
import { readModelSettings } from '../../analysis/settings.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../main.ts';
import { addSharedOptions, dataSettingsOf, type DataOptions, preprocessOf } from '../options.ts';
import { checkTargets, jsonText, writeTarget } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';
import { wholeNumber } from './sliceOptions.ts';

interface PathOptions extends DataOptions {
  readonly samples?: string;
  readonly from: number;
  readonly to: number;
  readonly beyond?: boolean;
  readonly input?: string;
  readonly config?: string;
  readonly json?: string;
}

/** `model-geometry path MODEL.onnx --from I --to J`: every region on the straight line between two samples. */
export function pathCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('path')
    .description('the exact regions on the straight line between two samples')
    .argument('<model>', 'the .onnx file')
    .option(
      '--samples <file>',
      'samples, FILE[#ARRAY] (default: the test samples of model-geometry.json)',
    )
    .requiredOption('--from <i>', 'index of the first sample', wholeNumber)
    .requiredOption('--to <j>', 'index of the second sample', wholeNumber)
    .option('--beyond', 'also follow the line beyond the second sample to infinity')
    .option('--input <name>', 'the model input the samples are for')
    .option('--config <file>', 'model-geometry.json to use (default: the nearest one)')
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  return addSharedOptions(command).action(async (model: string, options: PathOptions) => {
    await checkTargets([options.json], params);
    const display = progressDisplay(params, options.quiet === true);
    let result: PathResult;
    try {
      result = await explorePath(await requestOf(model, options, params.cwd), display);
    } finally {
      display.stop();
    }
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') params.writeOut(summaryOf(result));
    setExitCode(exitCodes.fine);
  });
}

async function requestOf(model: string, options: PathOptions, cwd: string): Promise<PathRequest> {
  const path = resolve(cwd, model);
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(path, configuration);
  const given = dataSettingsOf(options.samples, undefined, undefined, cwd);
  const samples = given ?? stored?.test ?? stored?.train;
  const preprocess = preprocessOf(options) ?? (given ? undefined : stored?.preprocess);
  const input = options.input ?? stored?.input;
  return {
    model: path,
    from: options.from,
    to: options.to,
    beyond: options.beyond === true,
    ...(samples && { samples }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(options.threads !== undefined && { threads: options.threads }),
  };
}

function summaryOf(result: PathResult): string {
  const { from, to, regions, length, perLayer, decisionChanges, classes, beyond } = result;
  const lines = [
    `From sample ${from} to sample ${to}: ${regions} regions over a length of ${length.toPrecision(6)} (exact)`,
    ...perLayer.map(({ layer, breakpoints }) => `  ${layer}: ${breakpoints} breakpoints`),
    decisionChanges.length === 0
      ? `  class ${classes[0]} all the way`
      : `  class ${[decisionChanges[0]!.from, ...decisionChanges.map((change) => change.to)].join(' → ')}, switching at t = ${decisionChanges.map(({ t }) => t.toPrecision(6)).join(', ')}`,
  ];
  if (beyond) {
    const last = beyond.lastBreakpoint;
    lines.push(
      `  beyond sample ${to}: ${beyond.regions} regions, ${last === null ? 'no breakpoint' : `the last at t = ${last.toPrecision(6)}`}, class ${beyond.finalClass} in the end`,
    );
  }
  return `${lines.join('\n')}\n`;
}
