import { Command } from 'commander';
import { explorePath } from '../../analysis/exploration/path/path.ts';
import type { PathJson } from '../../protocol/path.ts';
import { formatCount } from '../../report/format.ts';
import { classPhrase, counted } from '../../report/phrases.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';
import { addRegionOptions, type RegionOptions, subjectOf, wholeNumber } from './sliceOptions.ts';

interface PathOptions extends RegionOptions {
  readonly from: number;
  readonly to: number;
  readonly beyond?: boolean;
  readonly trajectory?: boolean;
}

/** `model-geometry path MODEL.onnx --from I --to J`: every region on the straight line between two samples. */
export function pathCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('path')
    .description('the exact regions on the straight line between two samples')
    .requiredOption('--from <i>', 'index of the first sample', wholeNumber)
    .requiredOption('--to <j>', 'index of the second sample', wholeNumber)
    .option('--beyond', 'also follow the line beyond the second sample to infinity')
    .option('--trajectory', 'also measure how much each layer stretches the line, and a circle');
  return addRegionOptions(command).action(async (model: string, options: PathOptions) => {
    await checkTargets([options.json], params);
    const display = progressDisplay(params, options.quiet === true);
    let result: PathJson;
    try {
      const { from, to, beyond = false, trajectory = false } = options;
      const subject = await subjectOf(model, options, params.cwd);
      result = await explorePath({ ...subject, from, to, beyond, trajectory }, display);
    } finally {
      display.stop();
    }
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') writeText(summaryOf(result), params);
    setExitCode(exitCodes.fine);
  });
}

function summaryOf(result: PathJson): string {
  const { from, to, space, regions, length, perLayer } = result;
  const where = space === undefined ? '' : ` in the space of ${space}`;
  const lines = [
    `From sample ${from} to sample ${to}${where}: ${counted(regions, 'region')} over a length of ${length.toPrecision(6)} (exact)`,
    ...perLayer.map(
      ({ layer, breakpoints }) => `  ${layer}: ${counted(breakpoints, 'breakpoint')}`,
    ),
    classLine(result),
    ...beyondLines(result),
    ...trajectoryLines(result),
  ];
  return `${lines.join('\n')}\n`;
}

function classLine({ decisionChanges, classes, outputs, scores }: PathJson): string {
  if (outputs === 'numbers') return `  ${outputLine(scores)}`;
  if (decisionChanges.length === 0) return `  ${classPhrase(classes[0], outputs)} all the way`;
  const visited = [decisionChanges[0].from, ...decisionChanges.map((change) => change.to)];
  const names =
    outputs === 'sign'
      ? visited.map((winner) => classPhrase(winner, outputs)).join(' → ')
      : `class ${visited.join(' → ')}`;
  return `  ${names}, switching at t = ${decisionChanges.map(({ t }) => t.toPrecision(6)).join(', ')}`;
}

/** How outputs that name no class change from end to end. */
function outputLine(scores: PathJson['scores']): string {
  const [first, last] = [scores[0], scores.at(-1)!];
  if (first.length === 1) {
    return `output ${first[0].toPrecision(6)} → ${last[0].toPrecision(6)}, which names no class`;
  }
  const change = Math.hypot(...last.map((value, i) => value - first[i]));
  return `the ${formatCount(first.length)} outputs, which name no class, change by ${change.toPrecision(6)} (2-norm)`;
}

function beyondLines({ to, beyond, outputs }: PathJson): string[] {
  if (!beyond) return [];
  const last = beyond.lastBreakpoint;
  const { finalClass } = beyond;
  const winner = finalClass === null ? '' : `, ${classPhrase(finalClass, outputs)} in the end`;
  const end = last === null ? 'no breakpoint' : `the last at t = ${last.toPrecision(6)}`;
  return [`  beyond sample ${to}: ${counted(beyond.regions, 'region')}, ${end}${winner}`];
}

function trajectoryLines({ trajectory }: PathJson): string[] {
  if (!trajectory) return [];
  const { line, circle } = trajectory;
  const ratio = (value: number | null | undefined) => value?.toPrecision(4) ?? '–';
  return [
    '  length over the input’s, on the line (exact) and on a circle (estimate):',
    ...line.layers.map(
      ({ layer, ratio: onLine }, i) =>
        `    ${layer}: ${ratio(onLine)}, ${ratio(circle?.layers[i]?.ratio)}`,
    ),
  ];
}
