import { resolve } from 'node:path';
import { Command } from 'commander';
import { analyseHull, type HullRequest, type HullResult } from '../../analysis/hull.ts';
import { formatCount, formatShare } from '../../report/format.ts';
import { counted } from '../../report/phrases.ts';
import { exitCodes } from '../exitCodes.ts';
import { addFurtherOptions, type FurtherOptions, withFurther } from '../inputValues.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import type { MainParams } from '../mainParams.ts';
import {
  addRunOptions,
  addSharedOptions,
  dataSettingsOf,
  type DataOptions,
  heldNumbers,
  positiveInteger,
  preprocessOf,
  type RunOptions,
} from '../options.ts';
import { limitedRun } from '../progressDisplay.ts';

interface HullOptions extends DataOptions, RunOptions, FurtherOptions {
  readonly train: string;
  readonly test: string;
  readonly pca?: number;
  readonly distance?: boolean;
  readonly certificates?: string;
  readonly json?: string;
}

/** `model-geometry hull`: which test rows lie in the convex hull of the training rows, without a model. */
export function hullCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('hull')
    .description('are test rows in the convex hull of training rows? (arrays only)')
    .requiredOption('--train <file>', 'training rows, FILE[#ARRAY]')
    .requiredOption('--test <file>', 'test rows, FILE[#ARRAY]')
    .option('--pca <k>', 'compare in the first K principal components', positiveInteger)
    .option('--distance', 'also bound every distance to the hull within 0.1%')
    .option('--certificates <file>', 'write the certificate of every verdict')
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  const withData = addSharedOptions(addFurtherOptions(command));
  return addRunOptions(withData, '0.4').action(async (options: HullOptions) => {
    await checkTargets([options.json, options.certificates], params);
    const { result, interrupted } = await limitedRun(params, options, (display) =>
      analyseHull(requestOf(options, params.cwd), display),
    );
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') writeText(summaryOf(result), params);
    setExitCode(interrupted ? exitCodes.interrupted : exitCodes.fine);
  });
}

function requestOf(options: HullOptions, cwd: string): HullRequest {
  const held = heldNumbers(options);
  const train = dataSettingsOf(options.train, undefined, options.limitTrain, cwd)!;
  const test = dataSettingsOf(options.test, undefined, options.limitTest, cwd)!;
  return {
    train: withFurther(train, options.trainSet, cwd),
    test: withFurther(test, options.testSet, cwd),
    preprocess: preprocessOf(options) ?? {},
    distance: options.distance === true,
    ...(options.pca !== undefined && { components: options.pca }),
    ...(options.certificates !== undefined && {
      certificates: resolve(cwd, options.certificates),
    }),
    ...(options.threads !== undefined && { threads: options.threads }),
    ...(held !== undefined && { held }),
  };
}

function summaryOf(result: HullResult): string {
  const { space, dimension, train, test, hull, box, notes = [] } = result;
  const { inside, outside, undecided, duplicates, interval, distance } = hull;
  const lines = [
    `${counted(test, 'test row')} against the convex hull of ${counted(train, 'training row')}, space ${space} (${counted(dimension, 'dimension')})`,
    `  inside     ${formatCount(inside)}  (${formatShare(hull.insideFraction)}, 95% interval ${formatShare(interval[0])} to ${formatShare(interval[1])}; ${formatCount(duplicates)} equal a training row)`,
    `  outside    ${formatCount(outside)}`,
    `  undecided  ${formatCount(undecided)}`,
    `  in the range box of every dimension: ${formatCount(box.inside)}`,
  ];
  if (distance) {
    const { upper, relativeGap } = distance;
    lines.push(
      `  distance   median ${upper.median.toPrecision(4)}, max ${upper.max.toPrecision(4)} (bounds within ${formatShare(relativeGap)})`,
    );
  }
  return `${[...lines, ...notes.map((note) => `  ${note}`)].join('\n')}\n`;
}
