import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../engine/userError.ts';
import type { MainParams } from './main.ts';

/** Writes `text` to a file and says so on stderr, or to stdout for "-". Throws UserError when the file cannot be written. */
export async function writeTarget(target: string, text: string, params: MainParams): Promise<void> {
  if (target === '-') {
    params.writeOut(text);
    return;
  }
  const path = resolve(params.cwd, target);
  try {
    await writeFile(path, text);
    params.writeError(`Wrote ${path}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`Cannot write ${path} (${reason}); choose another file or folder.`, {
      cause,
    });
  }
}

/** JSON as it is written everywhere: two-space indentation, a final newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
