import { type Command, InvalidArgumentError } from 'commander';
import { mapFiles, resolveReference } from '../analysis/settings.ts';
import type { DataSettings, InputValue } from '../protocol/analysis.ts';

/** Help of --set, which several commands take. */
export const setHelp = 'what another input takes: a number, or FILE[#ARRAY] (repeatable)';

/** Values of the options for what is read in step with each set. */
export interface FurtherOptions {
  readonly trainSet?: Readonly<Record<string, string>>;
  readonly testSet?: Readonly<Record<string, string>>;
}

/** Adds --train-set and --test-set. */
export function addFurtherOptions(command: Command): Command {
  return command
    .option('--train-set <name=file>', 'what another input takes for --train', collectInputFile)
    .option('--test-set <name=file>', 'what another input takes for --test', collectInputFile);
}

/** The same settings with what is read in step with these samples. */
export function withFurther(
  settings: DataSettings,
  set: Readonly<Record<string, string>> | undefined,
  cwd: string,
): DataSettings {
  return set ? { ...settings, set: resolveInputValues(set, cwd) } : settings;
}

/** Adds one NAME=NUMBER or NAME=FILE[#ARRAY]. A name may hold "=" before a number. */
export function collectInputValue(
  text: string,
  values: Readonly<Record<string, InputValue>> = {},
): Readonly<Record<string, InputValue>> {
  const last = text.lastIndexOf('=');
  const number = text.slice(last + 1).trim();
  if (last >= 1 && number !== '' && Number.isFinite(Number(number))) {
    return { ...values, [text.slice(0, last)]: Number(number) };
  }
  const first = text.indexOf('=');
  if (first < 1 || first === text.length - 1) {
    throw new InvalidArgumentError('Give NAME=NUMBER or NAME=FILE[#ARRAY].');
  }
  return { ...values, [text.slice(0, first)]: text.slice(first + 1) };
}

/** Adds one NAME=FILE[#ARRAY]. */
function collectInputFile(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError('Give NAME=FILE[#ARRAY].');
  }
  return { ...files, [text.slice(0, at)]: text.slice(at + 1) };
}

/** The same values with files relative to `cwd` made absolute. */
export function resolveInputValues<T extends InputValue>(
  values: Readonly<Record<string, T>>,
  cwd: string,
): Readonly<Record<string, T | string>> {
  return mapFiles(values, (file) => resolveReference(file, cwd));
}
