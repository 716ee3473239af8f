import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../engine/userError.ts';
import { sweep } from '../../analysis/sweep/sweep.ts';
import type { SweepRequest } from '../../analysis/sweep/sweepSides.ts';
import { interpolationChanges } from '../../analysis/sweep/interpolationChanges.ts';
import type { InputValue } from '../../protocol/analysis.ts';
import type { SweepClaim, SweepCurve, SweepPoint, SweepResult } from '../../report/report.ts';
import { formatCount, formatShare } from '../../report/format.ts';
import { counted } from '../../report/phrases.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeHtmlView } from '../htmlOutput.ts';
import {
  addFurtherOptions,
  collectInputValue,
  type FurtherOptions,
  resolveInputValues,
  setHelp,
  withFurther,
} from '../inputValues.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { writeViewFiles } from '../reportOutputs.ts';
import type { MainParams } from '../mainParams.ts';
import {
  addRunOptions,
  addSharedOptions,
  type DataOptions,
  dataSettingsOf,
  heldNumbers,
  positiveInteger,
  preprocessOf,
  type RunOptions,
} from '../options.ts';
import { limitedRun } from '../progressDisplay.ts';

interface SweepOptions extends DataOptions, RunOptions, FurtherOptions {
  readonly train: string;
  readonly test: string;
  readonly patches?: readonly number[];
  readonly pools?: readonly number[];
  readonly components?: readonly number[];
  readonly trainSizes?: readonly number[];
  readonly trainComponents?: number;
  readonly layers?: string;
  readonly input?: string;
  readonly set?: Readonly<Record<string, InputValue>>;
  readonly json?: string;
  readonly html?: string;
  readonly csv?: string;
  readonly charts?: string;
}

/** Test rows unless --limit-test says otherwise: a rate within 1.6%. */
const defaultTestRows = 1000;

/** `model-geometry sweep`: the share of test rows inside the hull against dimension and training-set size, without a model. */
export function sweepCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('sweep')
    .description('share of test rows inside the hull, against dimension and training-set size')
    .requiredOption('--train <file>', 'training rows, FILE[#ARRAY]')
    .requiredOption('--test <file>', 'test rows, FILE[#ARRAY]; the first 1000 unless limited')
    .option('--patches <list>', 'sides of centre patches of images', sizeList)
    .option('--pools <list>', 'sides that images are pooled to', sizeList)
    .option('--components <list>', 'numbers of leading principal components', sizeList)
    .option('--train-sizes <list>', 'numbers of training rows', sizeList)
    .option('--train-components <k>', 'components of their space (default 10)', positiveInteger)
    .option('--layers <model>', 'go through the layers of this .onnx model')
    .option('--input <name>', 'the input of --layers that the rows are for')
    .option('--set <name=value>', setHelp, collectInputValue)
    .option('--json <file>', 'write the result as JSON ("-" = stdout)')
    .option('--html <file>', 'write the curves as one HTML file')
    .option('--csv <folder>', 'write the tables as CSV files')
    .option('--charts <folder>', 'write the charts as SVG files');
  const withData = addSharedOptions(addFurtherOptions(command));
  return addRunOptions(withData, '0.4').action(async (options: SweepOptions) => {
    const { json, html, csv, charts } = options;
    await checkTargets([json, html, csv, charts], params);
    const { result, interrupted } = await limitedRun(params, options, (display) =>
      sweep(requestOf(options, params.cwd), display),
    );
    await writeResult(result, options, params);
    if (json !== '-') writeText(summaryOf(result), params);
    setExitCode(interrupted ? exitCodes.interrupted : exitCodes.fine);
  });
}

function requestOf(options: SweepOptions, cwd: string): SweepRequest {
  refuseModelOptions(options);
  const held = heldNumbers(options);
  const { patches, pools, components, trainSizes, trainComponents, threads } = options;
  const train = dataSettingsOf(options.train, undefined, options.limitTrain, cwd)!;
  const limitTest = options.limitTest ?? defaultTestRows;
  const test = dataSettingsOf(options.test, undefined, limitTest, cwd)!;
  return {
    train: withFurther(train, options.trainSet, cwd),
    test: withFurther(test, options.testSet, cwd),
    preprocess: preprocessOf(options) ?? {},
    ...(patches && { patches }),
    ...(pools && { pools }),
    ...(components && { components }),
    ...(trainSizes && { trainSizes }),
    ...(trainComponents !== undefined && { trainComponents }),
    ...(threads !== undefined && { threads }),
    ...(options.layers !== undefined && { layers: resolve(cwd, options.layers) }),
    ...(options.input !== undefined && { input: options.input }),
    ...(options.set && { set: resolveInputValues(options.set, cwd) }),
    ...(held !== undefined && { held }),
  };
}

/** Throws UserError where inputs are spoken of but there is no model. */
function refuseModelOptions({ layers, input, set }: SweepOptions): void {
  if (layers !== undefined || (input === undefined && set === undefined)) return;
  throw new UserError(
    '--input and --set speak of the inputs of a model: name it with --layers MODEL.onnx.',
  );
}

async function writeResult(
  result: SweepResult,
  { json, html, csv, charts, train, test }: SweepOptions,
  params: MainParams,
): Promise<void> {
  if (json !== undefined) await writeTarget(json, jsonText(result), params);
  if (html === undefined && csv === undefined && charts === undefined) return;
  // Vega is most of the program: load it only where something is drawn.
  const { createSweepView } = await import('../../report/hostView.ts');
  const view = createSweepView(result, train, test);
  if (html !== undefined) await writeHtmlView(html, view, params);
  await writeViewFiles(view, { csv, charts }, params);
}

function sizeList(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 1)) {
    throw new InvalidArgumentError('Give whole numbers separated by commas.');
  }
  return sizes;
}

const curveTitles: Readonly<Record<SweepCurve['kind'], string>> = {
  patch: 'centre patches',
  pool: 'pooled images',
  pca: 'leading principal components',
  train: 'training rows',
  layer: 'layers of the model',
};

function summaryOf({ train, test, curves, claims, notes = [] }: SweepResult): string {
  const lines = [`${counted(test, 'test row')} against up to ${counted(train, 'training row')}`];
  for (const { kind, space, points } of curves) {
    lines.push('', `${curveTitles[kind]}${space === null ? '' : ` in ${space}`}`);
    lines.push('     size   dim    rank   inside     95% interval    equal  undecided  Gaussian');
    lines.push(...points.map(pointLine));
    if (kind === 'layer') lines.push('', ...interpolationChanges(points));
  }
  lines.push('', ...claims.flatMap(claimLines), ...notes.map((note) => `note: ${note}`));
  return `${lines.join('\n')}\n`;
}

function claimLines({ statement, source, observed }: SweepClaim): string[] {
  const claim = `${statement} (${source})`;
  if (observed === null) return [claim, '  Nothing here speaks of that.'];
  const { points, holds, insideFraction, dimension, train, label } = observed;
  const place = label === undefined ? '' : `, ${label}`;
  const most = `at most ${formatShare(insideFraction)} inside without being a training row (${formatCount(dimension)} dimensions, ${formatCount(train)} rows${place})`;
  return [claim, `  ${holds ? 'Holds' : 'Does not hold'} here: ${most}, in ${points} spaces.`];
}

function pointLine(point: SweepPoint): string {
  const rate = (value: number): string => value.toFixed(3);
  const cells = [
    String(point.size).padStart(9),
    String(point.dimension).padStart(6),
    `${point.affineDimensionIsBound === true ? '≤' : ''}${point.affineDimension}`.padStart(8),
    rate(point.insideFraction).padStart(9),
    `${rate(point.interval[0])} to ${rate(point.interval[1])}`.padStart(18),
    String(point.duplicates).padStart(8),
    String(point.undecided).padStart(10),
    (point.gaussianNull === null ? '–' : rate(point.gaussianNull)).padStart(10),
  ];
  return cells.join('') + (point.label === undefined ? '' : `  ${point.label}`);
}
