import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import type { Report } from '../../report/report.ts';
import { validateReport } from '../../report/validateReport.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import { parseCertificates } from './parseCertificates.ts';

/** Certificates to check, and the report whose verdicts they are, when one was named. */
export interface NamedCertificates {
  readonly sets: readonly CertificateSet[];
  readonly report: Report | undefined;
}

/**
 * Reads a certificates file, or a report and the certificates file it names (at its path, else beside the report).
 * Throws UserError naming the file when it is neither, or the report's certificates are not to be found.
 */
export async function readCertificates(path: string): Promise<NamedCertificates> {
  const value = await readJson(path);
  if (!isReport(value)) return { sets: parseCertificates(value, path), report: undefined };
  const [problem] = validateReport(value);
  if (problem !== undefined) throw new UserError(`${path} is not a valid report: ${problem}.`);
  const report = value as Report;
  const file = report.extrapolation?.certificates;
  if (file === undefined) {
    throw new UserError(
      `${path} is a report that names no certificates; run diagnose with --certificates FILE.`,
    );
  }
  const beside = join(dirname(path), basename(file));
  const found = existsSync(file) ? file : beside;
  return { sets: parseCertificates(await readJson(found), found), report };
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError(`Cannot read ${path}; give a file written by --certificates.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${path} is not JSON; give a file written by --certificates.`, { cause });
  }
}

function isReport(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value;
}
