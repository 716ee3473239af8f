import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../engine/userError.ts';

/** Bytes, text, or pieces of a text that is too long for one string; the pieces may be asked for twice. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** Of a file that may be written in a folder that may not, or that is mounted by itself: it can be filled but not replaced. */
const irreplaceable = ['EACCES', 'EPERM', 'EBUSY'];

/**
 * Writes a file whole or not at all: on a full disk no half of it remains, and what stood there before stays. Its bytes go to a draft
 * beside it that then takes its name. Links, devices and pipes are written to where they lead. Throws UserError, naming the file.
 */
export async function writeWholeFile(path: string, content: FileContent): Promise<void> {
  try {
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined) await replace(path, content, 0o666);
    else if (!found.isFile()) await writeFile(path, content);
    else {
      // A file that is protected stays, though its folder would let another take its name.
      await (await open(path, 'r+')).close();
      await replace(path, content, found.mode).catch(async (error: unknown) => {
        if (!irreplaceable.includes(codeOf(error))) throw error;
        await writeFile(path, content);
      });
    }
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** The sentence for a file or folder that could not be written, with the system's code for why. */
export function cannotWrite(path: string, cause: unknown): UserError {
  const code = codeOf(cause);
  const reason = code === '' ? '' : ` (${code})`;
  return new UserError(`Cannot write ${path}${reason}; choose another file or folder.`, { cause });
}

async function replace(path: string, content: FileContent, mode: number): Promise<void> {
  const draft = join(dirname(path), `.model-geometry-${randomUUID()}.part`);
  try {
    await writeFile(draft, content, { flag: 'wx', mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
