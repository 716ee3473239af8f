import { readFile } from 'node:fs/promises';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { checkSet } from './checkSet.ts';
import { openSpaceRows } from './openSpaceRows.ts';
import { parseCertificates } from './parseCertificates.ts';

export interface VerifyOutcome {
  /** True when every certificate holds. */
  readonly holds: boolean;
  /** One sentence: how many hold, or which is the first that does not and why. */
  readonly message: string;
}

/**
 * Reads a certificates file and the data it names again, and re-checks every certificate.
 * Throws UserError when the file is no certificates file, or the data is missing or has changed.
 */
export async function verifyFile(path: string, progress: ProgressSink): Promise<VerifyOutcome> {
  const sets = parseCertificates(await readText(path), path);
  let checked = 0;
  let undecided = 0;
  for (const set of sets) {
    const { train, test, close } = await openSpaceRows(set, progress);
    try {
      const [first] = await checkSet(set, train, test, progress);
      if (first) {
        return {
          holds: false,
          message: `The certificate of test row ${first.index} in space ${set.name} does not hold: ${first.reason}.`,
        };
      }
    } finally {
      await close();
    }
    checked += set.certificates.length;
    undecided += set.certificates.filter((entry) => entry.verdict === 'undecided').length;
  }
  const open = undecided === 0 ? '' : ` (${undecided} of them undecided, which claims nothing)`;
  return { holds: true, message: `All ${checked} certificates hold${open}.` };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError(`Cannot read ${path}; give a file written by --certificates.`, { cause });
  }
}
