import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A data file, or one array (npz member, CSV column) inside it. */
export interface DataReference {
  readonly path: string;
  /** `undefined` when the reference names the file alone. */
  readonly array: string | undefined;
}

/** Splits "file#array" at the last "#"; a file whose own name holds a "#" is found first. */
export function parseReference(reference: string): DataReference {
  const hash = reference.lastIndexOf('#');
  if (hash <= 0 || existsSync(reference)) return { path: reference, array: undefined };
  return { path: reference.slice(0, hash), array: reference.slice(hash + 1) };
}

/** Inverse of {@link parseReference}; an unnamed array is its file. */
export function referenceText(path: string, array: string | undefined): string {
  return array === undefined || array === '' ? path : `${path}#${array}`;
}

/** "FILE[#ARRAY]" relative to a folder, made absolute. */
export function resolveReference(reference: string, folder: string): string {
  // A '#' belongs to the array name only after the last path separator.
  return resolve(folder, reference);
}

/** The same values by name, with every file among them ("FILE[#ARRAY]") replaced. */
export function mapFiles<T extends number | string>(
  values: Readonly<Record<string, T>>,
  replace: (file: string) => string,
): Record<string, T | string> {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? replace(value) : value]),
  );
}
