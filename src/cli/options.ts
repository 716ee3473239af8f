import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolveReference } from '../analysis/settings.ts';
import { UserError } from '../engine/userError.ts';
import type { DataSettings, PreprocessSettings } from '../protocol/analysis.ts';

/** Values of the options that `diagnose` and `hull` share. */
export interface DataOptions {
  readonly train?: string;
  readonly test?: string;
  readonly trainLabels?: string;
  readonly testLabels?: string;
  readonly limitTrain?: number;
  readonly limitTest?: number;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly layout?: 'nchw' | 'nhwc';
  readonly seed?: number;
  readonly threads?: number;
  readonly quiet?: boolean;
}

/** Adds the preprocessing and run options every data command takes. */
export function addSharedOptions(command: Command): Command {
  return command
    .option('--limit-train <n>', 'use the first N training rows', positiveInteger)
    .option('--limit-test <n>', 'use the first N test rows', positiveInteger)
    .option('--scale <d>', 'divide the data by D', positive)
    .option('--mean <a,b,c>', 'then subtract, per channel', numberList)
    .option('--std <a,b,c>', 'then divide, per channel', numberList)
    .addOption(
      new Option('--layout <layout>', 'how images lie in the data').choices(['nchw', 'nhwc']),
    )
    .option('--seed <n>', 'seed of everything random (default 0)', nonNegativeInteger)
    .option('--threads <n>', 'threads of ONNX Runtime', positiveInteger);
}

/** Values of the options of a run that may be long. */
export interface RunOptions {
  readonly seconds?: number;
  readonly memory?: number;
}

/** Adds the time budget of a run that may be long. */
export function addTimeBudget(command: Command): Command {
  return command.option(
    '--seconds <n>',
    'end after N seconds with what there is, the rest undecided',
    positive,
  );
}

/** Adds the time budget, and the memory for training rows, of a run that may be long. */
export function addRunOptions(command: Command, defaultMemory: string): Command {
  return addTimeBudget(command).option(
    '--memory <gb>',
    `training rows beyond this are read in blocks (default ${defaultMemory} GB)`,
    positive,
  );
}

/** Numbers of float32 in the memory given; `undefined` where none was. */
export function heldNumbers({ memory }: RunOptions): number | undefined {
  return memory === undefined ? undefined : Math.floor((memory * 1e9) / 4);
}

export function preprocessOf(options: DataOptions): PreprocessSettings | undefined {
  const { scale, mean, std, layout } = options;
  const settings: PreprocessSettings = {
    ...(scale === undefined ? {} : { scale }),
    ...(mean === undefined ? {} : { mean }),
    ...(std === undefined ? {} : { std }),
    ...(layout === undefined ? {} : { layout }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** Settings of one side, or `undefined` when its file was not given. Throws UserError for labels without samples. */
export function dataSettingsOf(
  samples: string | undefined,
  labels: string | undefined,
  limit: number | undefined,
  cwd: string,
): DataSettings | undefined {
  if (samples === undefined && labels !== undefined) {
    throw new UserError(
      `The labels ${labels} need the samples they belong to: add --train or --test.`,
    );
  }
  if (samples === undefined) return undefined;
  return {
    samples: resolveReference(samples, cwd),
    ...(labels === undefined ? {} : { labels: resolveReference(labels, cwd) }),
    ...(limit === undefined ? {} : { limit }),
  };
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('Give a whole number of at least 1.');
  }
  return value;
}

export function nonNegativeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('Give a whole number of at least 0.');
  }
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('Give a number above 0.');
  }
  return value;
}

function numberList(text: string): number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (!values.every(Number.isFinite)) {
    throw new InvalidArgumentError('Give numbers separated by commas.');
  }
  return values;
}
