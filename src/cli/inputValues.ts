import { InvalidArgumentError } from 'commander';
import type { InputValue } from '../protocol/analysis.ts';
import { resolveReference } from './options.ts';

/** Help of --set, which several commands take. */
export const setHelp = 'what another input takes: a number, or FILE[#ARRAY] (repeatable)';

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
export function collectInputFile(
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
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? resolveReference(value, cwd) : value,
    ]),
  );
}
