import { Command, InvalidArgumentError } from 'commander';
import {
  calculate,
  type CalculatedValue,
  type Calculation,
} from '../../analysis/calculators/calculate.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { positiveInteger } from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';

interface CalculateOptions {
  readonly dimension: number;
  readonly samples?: number;
  readonly rate?: number;
  readonly widths?: readonly number[];
  readonly json?: string;
}

/** `model-geometry calculate`: how many samples would be needed, from closed forms; neither data nor model. */
export function calculateCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  return new Command('calculate')
    .description('how many samples would be needed: closed forms for a dimension')
    .requiredOption('--dimension <d>', 'dimension, 1 to 48', positiveInteger)
    .option('--samples <n>', 'training samples', positiveInteger)
    .option('--rate <p>', 'share of new samples to be inside (default 0.5)', share)
    .option(
      '--widths <n,n,…>',
      'also how many regions ReLU layers of so many units can have',
      widths,
    )
    .option('--json <file>', 'write the numbers as JSON ("-" = stdout)')
    .action(async ({ dimension, samples, rate, widths, json }: CalculateOptions) => {
      await checkTargets([json], params);
      const result = calculate({
        dimension,
        ...(samples !== undefined && { samples }),
        ...(rate !== undefined && { rate }),
        ...(widths !== undefined && { widths }),
      });
      if (json !== undefined) await writeTarget(json, jsonText(result), params);
      if (json !== '-') writeText(textOf(result), params);
      setExitCode(exitCodes.fine);
    });
}

const columnWidth = 18;

function textOf(calculations: readonly Calculation[]): string {
  const parts = calculations.map(({ title, values }) =>
    [title, ...values.map((entry) => `  ${entryText(entry)}  ${entry.meaning}`)].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/** A whole number too long for the column as a power of ten; the JSON has its digits. */
function entryText({ value, integer }: CalculatedValue): string {
  if (integer === undefined) return numberText(value);
  const digits = BigInt(integer).toLocaleString('en');
  return (digits.length <= columnWidth ? digits : `10^${value.toPrecision(6)}`).padStart(
    columnWidth,
  );
}

/** Whole numbers in full, others with six digits; one width, so that they stand in a column. */
function numberText(value: number): string {
  const text = Number.isSafeInteger(value) ? value.toLocaleString('en') : value.toPrecision(6);
  return text.padStart(columnWidth);
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Give a number between 0 and 1.');
  return value;
}

function widths(text: string): readonly number[] {
  return text.split(',').map(positiveInteger);
}
