import { InvalidArgumentError } from 'commander';

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
