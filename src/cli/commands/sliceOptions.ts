import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { RegionSubjectRequest } from '../../analysis/exploration/path/pathSubject.ts';
import { readModelSettings } from '../../analysis/settings.ts';
import type { DataSettings, InputValue, PreprocessSettings } from '../../protocol/analysis.ts';
import { collectInputValue, resolveInputValues, setHelp } from '../inputValues.ts';
import { addSharedOptions, dataSettingsOf, type DataOptions, preprocessOf } from '../options.ts';

/** Options that `path` and `slice` share. */
export interface RegionOptions extends DataOptions {
  readonly samples?: string;
  readonly input?: string;
  readonly set?: Readonly<Record<string, InputValue>>;
  readonly space?: string;
  readonly config?: string;
  readonly json?: string;
}

/** Adds the options that say which samples of which model. */
export function addRegionOptions(command: Command): Command {
  return addSharedOptions(
    command
      .argument('<model>', 'the .onnx file')
      .option(
        '--samples <file>',
        'samples, FILE[#ARRAY] (default: the test samples of model-geometry.json)',
      )
      .option('--input <name>', 'the model input the samples are for')
      .option('--set <name=value>', setHelp, collectInputValue)
      .option('--space <space>', 'look at "layer:NAME", the output of a layer (default: input)')
      .option('--config <file>', 'model-geometry.json to use (default: the nearest one)')
      .option('--json <file>', 'write the result as JSON ("-" = stdout)'),
  );
}

/** Command line first, then model-geometry.json. Samples named on the command line stand alone, with its preprocessing. */
export async function subjectOf(
  model: string,
  options: RegionOptions,
  cwd: string,
): Promise<RegionSubjectRequest> {
  const path = resolve(cwd, model);
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(path, configuration);
  const given = dataSettingsOf(options.samples, undefined, undefined, cwd);
  const samples = given ?? stored?.test ?? stored?.train;
  const preprocess = preprocessOf(options) ?? (given ? undefined : stored?.preprocess);
  const input = options.input ?? stored?.input;
  const values = options.set ? resolveInputValues(options.set, cwd) : stored?.set;
  return {
    model: path,
    ...(samples && { samples }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(values && { set: values }),
    ...(options.space !== undefined && { space: options.space }),
    ...(options.threads !== undefined && { threads: options.threads }),
  };
}

/** Training samples named on the command line, else those of model-geometry.json with its preprocessing. */
export async function trainingDataOf(
  model: string,
  options: RegionOptions,
  cwd: string,
): Promise<{ data: DataSettings; preprocess?: PreprocessSettings } | undefined> {
  const given = dataSettingsOf(options.train, options.trainLabels, options.limitTrain, cwd);
  const preprocess = preprocessOf(options);
  if (given) return { data: given, ...(preprocess && { preprocess }) };
  const configuration = options.config === undefined ? undefined : resolve(cwd, options.config);
  const stored = await readModelSettings(resolve(cwd, model), configuration);
  const wanted = preprocess ?? stored?.preprocess;
  return stored?.train && { data: stored.train, ...(wanted && { preprocess: wanted }) };
}

/** A sample index or count: 0, 1, 2, … */
export function wholeNumber(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Give a whole number of at least 0.');
}

/** Three sample indices separated by commas. */
export function threeIndices(text: string): readonly [number, number, number] {
  const [a, b, c, ...more] = text.split(',').map(wholeNumber);
  if (a === undefined || b === undefined || c === undefined || more.length > 0) {
    throw new InvalidArgumentError('Give three sample indices separated by commas.');
  }
  return [a, b, c];
}

/** Numbers separated by commas. */
export function numbers(text: string): readonly number[] {
  return text.split(',').map(finiteNumber);
}

export function finiteNumber(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Give a number.');
}
