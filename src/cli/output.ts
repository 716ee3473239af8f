import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cannotWrite, writeWholeFile } from '../analysis/export/writeWholeFile.ts';
import { printable, UserError } from '../engine/userError.ts';
import type { ExportFile } from '../report/export/exportFile.ts';
import type { MainParams } from './mainParams.ts';

/**
 * Throws UserError when one of the files cannot be written, so that a long run does not end with nothing to show.
 * `undefined` and "-" (stdout) are passed over.
 */
export async function checkTargets(
  targets: readonly (string | undefined)[],
  params: MainParams,
): Promise<void> {
  for (const target of targets) {
    if (target === undefined || target === '-') continue;
    const path = resolve(params.cwd, target);
    try {
      await access(dirname(path), constants.W_OK);
    } catch (cause) {
      throw cannotWrite(path, cause);
    }
  }
}

/**
 * Writes to a file and says so on stderr, or text to stdout for "-". Throws UserError when the file cannot be written, and for bytes
 * that were to go to stdout.
 */
export async function writeTarget(
  target: string,
  content: string | Uint8Array,
  params: MainParams,
): Promise<void> {
  if (target === '-') {
    if (typeof content === 'string') return params.writeOut(content);
    throw new UserError('Bytes cannot go to the standard output: name a file.');
  }
  const path = resolve(params.cwd, target);
  await writeWholeFile(path, content);
  params.writeError(`Wrote ${path}\n`);
}

/** Writes files into a folder, which is made where it is missing, and says so on stderr. Throws UserError when it cannot. */
export async function writeFolder(
  target: string,
  files: readonly ExportFile[],
  params: MainParams,
): Promise<void> {
  const folder = resolve(params.cwd, target);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  for (const { name, text } of files) await writeWholeFile(join(folder, name), text);
  params.writeError(
    `Wrote ${files.length} ${files.length === 1 ? 'file' : 'files'} to ${folder}\n`,
  );
}

/** Writes text for people to stdout: names in it come from strangers' files and may be commands to the terminal. */
export function writeText(text: string, params: Pick<MainParams, 'writeOut'>): void {
  params.writeOut(text.split('\n').map(printable).join('\n'));
}

/** JSON as it is written everywhere: two-space indentation, a final newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
