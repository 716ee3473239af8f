import { Command } from 'commander';
import { explorePath, type PathResult } from '../../analysis/exploration/path.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { checkTargets, jsonText, writeTarget } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';
import { addRegionOptions, type RegionOptions, subjectOf, wholeNumber } from './sliceOptions.ts';

interface PathOptions extends RegionOptions {
  readonly from: number;
  readonly to: number;
  readonly beyond?: boolean;
}

/** `model-geometry path MODEL.onnx --from I --to J`: every region on the straight line between two samples. */
export function pathCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('path')
    .description('the exact regions on the straight line between two samples')
    .requiredOption('--from <i>', 'index of the first sample', wholeNumber)
    .requiredOption('--to <j>', 'index of the second sample', wholeNumber)
    .option('--beyond', 'also follow the line beyond the second sample to infinity');
  return addRegionOptions(command).action(async (model: string, options: PathOptions) => {
    await checkTargets([options.json], params);
    const display = progressDisplay(params, options.quiet === true);
    let result: PathResult;
    try {
      const { from, to, beyond = false } = options;
      const subject = await subjectOf(model, options, params.cwd);
      result = await explorePath({ ...subject, from, to, beyond }, display);
    } finally {
      display.stop();
    }
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') params.writeOut(summaryOf(result));
    setExitCode(exitCodes.fine);
  });
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
