import { printable } from '../../engine/userError.ts';

/**
 * A copy of plain data in which no text can be a command to a terminal: names in it come from strangers' files. Texts are cleaned
 * before they are coloured, since afterwards nobody can tell our own colours from those that a name brought along.
 */
export function withPrintableTexts<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [printable(key), cleaned(each)]);
  return Object.fromEntries(entries);
}
