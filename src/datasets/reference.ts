import { existsSync } from 'node:fs';

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
